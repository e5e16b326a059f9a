import '../../src/require-node.js';
import 'reflect-metadata';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError, readConfig } from '../../src/platform/index.js';
import {
  launch,
  pushDemoTemplates,
  PortTakenError,
  settle,
  startDemoWorld,
  type DemoWorld,
  type Service,
} from '../../src/start/index.js';
import { Api } from './api.js';
import { StoryDiffers } from './buyer.js';
import { keepAndVerify } from './proof.js';
import { Screen } from './screen.js';
import { Story, type StoryEnd } from './story.js';

/** `npm run demo [-- --once]`: a service, a pretend WhatsApp, and the whole story in the terminal. */
async function main(): Promise<void> {
  const once = process.argv.includes('--once');
  const world = await startDemoWorld(await settle(readConfig({ ...process.env, DEMO: '1' })));
  const service = await launch(world.config);
  const stop = async (): Promise<void> => {
    await service.stop();
    await world.simulator.stop();
  };
  const screen = new Screen();
  try {
    const end = await play(world, service, screen);
    if (once) return await stop();
    await offerPages(service, end);
  } catch (error) {
    await stop();
    throw error;
  }
  const leave = (): void => void stop().then(() => process.exit(0));
  process.once('SIGINT', leave);
  process.once('SIGTERM', leave);
}

async function play(world: DemoWorld, service: Service, screen: Screen): Promise<StoryEnd> {
  const { config } = service;
  screen.note(`Talonario listens on ${service.origin}, the pretend WhatsApp on ${world.simulator.url}`);
  if (!(await world.simulator.verifyWebhook(config.verifyToken)))
    throw new StoryDiffers('the webhook handshake failed');
  const pushed = await pushDemoTemplates(service);
  if (pushed.some(({ did }) => did === 'refused')) throw new StoryDiffers('a template was refused');
  screen.note(
    `${pushed.length} message templates are with Meta for review, for words outside the 24-hour window`,
  );
  const end = await new Story(
    new Api(service.origin, config.admin.apiKey ?? ''),
    world.simulator,
    screen,
  ).play();
  await keepAndVerify(service.origin, end.drawId, config.demoOutputDir, screen);
  await mkdir(config.demoOutputDir, { recursive: true });
  const path = join(config.demoOutputDir, 'transcript.txt');
  await writeFile(path, screen.transcript());
  screen.note(`certificate.json, ledger.bin and transcript.txt are in ${config.demoOutputDir}`);
  return end;
}

/** Only pages that answer are offered. */
async function offerPages(service: Service, end: StoryEnd): Promise<void> {
  const { config } = service;
  const pages = [
    ['Proof of the draw', `/draws/${end.drawId}`],
    ['Laura’s ticket', `/t/${end.validationCode}`],
    ['REST description', '/api/openapi.json'],
    ['REST documentation', '/api/docs'],
  ] as const;
  console.log('\nThe service stays up. Ctrl-C ends it.');
  for (const [name, path] of pages) {
    const response = await fetch(service.origin + path);
    if (response.ok) console.log(`  ${name.padEnd(20)} ${service.origin}${path}`);
  }
  console.log(`  ${'REST key'.padEnd(20)} ${config.admin.apiKey}`);
  console.log(`  ${'Owner'.padEnd(20)} ${config.admin.email}, password ${config.admin.password}`);
}

main().catch((error: unknown) => {
  const expected =
    error instanceof ConfigError || error instanceof PortTakenError || error instanceof StoryDiffers;
  console.error(expected ? `\n${error.message}` : error);
  process.exit(1);
});
