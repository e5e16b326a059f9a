import type { TestProject } from 'vitest/node';
import type { TestServer } from './server.js';

declare module 'vitest' {
  interface ProvidedContext {
    server: Omit<TestServer, 'stop'>;
  }
}

/** Starts the server of this run and migrates the template every test file gets a copy of. Pure tests do without. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (project.vitest.projects.every(({ name }) => name === 'unit')) return undefined;
  const { startTestServer } = await import('./server.js');
  const { makeTemplate } = await import('./template.js');
  const { stop, ...server } = await startTestServer();
  try {
    await makeTemplate(server);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('server', server);
  return stop;
}
