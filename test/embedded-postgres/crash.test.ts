import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { lives, NOBODY, serverProcess, Stage, weAreRoot } from './stage.js';

const stage = new Stage();
const bystanders: ChildProcess[] = [];

beforeAll(async () => {
  await stage.build();
});
afterAll(async () => {
  for (const child of bystanders) child.kill();
  await stage.clear();
});

async function run(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A process that has nothing to do with PostgreSQL, of the user that runs the server. */
async function bystander(): Promise<number> {
  const child = spawn('sleep', ['600'], { cwd: '/', ...(weAreRoot && { uid: NOBODY, gid: NOBODY }) });
  bystanders.push(child);
  await once(child, 'spawn');
  return child.pid ?? Number.NaN;
}

describe('a crash around the built-in PostgreSQL', () => {
  test('a service killed by SIGKILL leaves no server behind, and the next start finds what was committed', async () => {
    const dataDir = stage.newDirectory('killed', 0o755);
    const first = await stage.start({ dataDir });
    await run(first.ownerUrl, 'create table kept as select 7 as number');
    const pid = serverProcess(first.location);
    first.process.kill('SIGKILL');
    await vi.waitFor(() => expect(lives(pid)).toBe(false), { timeout: 10_000, interval: 20 });
    const second = await stage.start({ dataDir });
    expect(
      await run(second.serviceUrl.replace('talonario_app', 'talonario_owner'), 'select number from kept'),
    ).toEqual([{ number: 7 }]);
    await second.stop();
  });

  test('a start right after the SIGKILL does not trip over the server that is still ending', async () => {
    const dataDir = stage.newDirectory('at-once', 0o755);
    for (let round = 0; round < 3; round++) {
      const server = await stage.start({ dataDir });
      expect(await run(server.serviceUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
      server.process.kill('SIGKILL');
    }
    await (await stage.start({ dataDir })).stop();
  });

  test('a server killed together with its service recovers what was committed', async () => {
    const dataDir = stage.newDirectory('both', 0o755);
    const first = await stage.start({ dataDir });
    await run(first.ownerUrl, 'create table kept as select 8 as number');
    process.kill(serverProcess(first.location), 'SIGKILL');
    first.process.kill('SIGKILL');
    const second = await stage.start({ dataDir });
    expect(await run(second.ownerUrl, 'select number from kept')).toEqual([{ number: 8 }]);
    expect(readFileSync(join(second.location, 'server.log'), 'utf8')).toContain(
      'automatic recovery in progress',
    );
    await second.stop();
  });

  test('a leftover postmaster.pid whose number another process got does not stop the start', async () => {
    const dataDir = stage.newDirectory('reused', 0o755);
    const first = await stage.start({ dataDir });
    const file = join(first.location, 'postmaster.pid');
    const text = readFileSync(file, 'utf8');
    await first.stop();
    const innocent = await bystander();
    writeFileSync(file, text.replace(/^\d+/, String(innocent)));
    const second = await stage.start({ dataDir });
    expect(await run(second.serviceUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(lives(innocent)).toBe(true);
    await second.stop();
  });

  test('a temporary server vanishes with its directory when its service is killed', async () => {
    const dataDir = stage.newDirectory('temporary', 0o1777);
    const server = await stage.start({ dataDir, temporary: true });
    const base = dirname(server.location);
    expect(dirname(base)).toBe(dataDir);
    server.process.kill('SIGKILL');
    await vi.waitFor(() => expect(existsSync(base)).toBe(false), { timeout: 10_000, interval: 20 });
  });
});
