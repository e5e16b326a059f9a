import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.js';

/** A new database server with the settings of production, on this machine's disk. */
export interface World {
  readonly dataDir: string;
  readonly serviceUrl: string;
  readonly ownerUrl: string;
  stop(): Promise<void>;
}

export async function startWorld(): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'talonario-bench-'));
  const server = await startEmbeddedPostgres({ dataDir, temporary: true });
  return {
    dataDir,
    serviceUrl: server.serviceUrl,
    ownerUrl: server.ownerUrl,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Figures of a database that may forget are worth nothing. @throws unless every durability setting is on */
export async function checkDurable(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; setting: string }>(
      `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes') order by name`,
    );
    const off = rows.filter((row) => row.setting !== 'on');
    if (off.length > 0 || rows.length !== 3)
      throw new Error(`not durable: ${off.map((row) => row.name).join(', ')}`);
    return rows.map((row) => `${row.name} = ${row.setting}`).join(', ');
  } finally {
    await client.end();
  }
}

/** What autovacuum does within its first minute: plans made while the tables were empty are made anew. */
export async function analyze(world: World): Promise<void> {
  const client = new Client({ connectionString: world.ownerUrl });
  await client.connect();
  try {
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}
