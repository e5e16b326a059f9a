import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ChildServer, NOBODY, Stage, weAreRoot } from './stage.js';

const stage = new Stage();
const elsewhere: string[] = [];
const we = weAreRoot ? 'root' : 'an ordinary user';
/** An ordinary user other than root, as an option of `Stage`: without root's powers that can only be ourselves. */
const ordinary = weAreRoot ? NOBODY : null;
const ordinaryUid = ordinary ?? process.getuid?.();

beforeAll(async () => {
  await stage.build();
});
afterAll(async () => {
  await stage.clear();
  for (const location of elsewhere) rmSync(location, { recursive: true, force: true });
});

async function whoAnswers(server: ChildServer): Promise<unknown> {
  const client = new Client({ connectionString: server.serviceUrl });
  await client.connect();
  const { rows } = await client.query<{ me: string }>('select current_user as me');
  await client.end();
  return rows[0]?.me;
}

describe(`where the server lives and as whom, started by ${we}`, () => {
  test(`in a DATA_DIR all can enter, ${we} has a server that is not root's`, async () => {
    const dataDir = stage.newDirectory('open', 0o755);
    const server = await stage.start({ dataDir });
    expect(await whoAnswers(server)).toBe('talonario_app');
    expect(server.location).toBe(join(dataDir, 'postgres'));
    expect(statSync(server.location).uid).toBe(ordinaryUid);
    await server.stop();
    expect(existsSync(join(server.location, 'postmaster.pid'))).toBe(false);
  });

  test(`below a DATA_DIR of mode 700, the data of ${we} lies ${weAreRoot ? 'elsewhere, as a note says' : 'in it'}`, async () => {
    const dataDir = stage.newDirectory('closed', 0o700);
    const own = join(dataDir, 'postgres');
    const first = await stage.start({ dataDir });
    if (weAreRoot) elsewhere.push(first.location);
    expect(await whoAnswers(first)).toBe('talonario_app');
    await first.stop();
    const noted = weAreRoot ? readFileSync(join(own, 'location'), 'utf8').trim() : own;
    expect(noted).toMatch(weAreRoot ? /^\/var\/lib\/talonario\/[0-9a-f]{16}$/ : own);
    expect(first.location).toBe(noted);
    const second = await stage.start({ dataDir });
    expect(second.location).toBe(noted);
    await second.stop();
  });

  test('an ordinary user with a directory of his own runs the server as himself', async () => {
    const dataDir = stage.newDirectory('ordinary', 0o700, ordinary);
    const server = await stage.start({ dataDir }, ordinary);
    expect(server.location).toBe(join(dataDir, 'postgres'));
    expect(statSync(server.location).uid).toBe(ordinaryUid);
    await server.stop();
  });

  test(`${we} goes on with the database an ordinary user began`, async () => {
    const dataDir = stage.newDirectory('inherited', 0o755, ordinary);
    await (await stage.start({ dataDir }, ordinary)).stop();
    const server = await stage.start({ dataDir });
    expect(await whoAnswers(server)).toBe('talonario_app');
    await server.stop();
  });

  test('who cannot read the data is told who can', async () => {
    const dataDir = stage.newDirectory('foreign', 0o755);
    const server = await stage.start({ dataDir });
    await server.stop();
    chmodSync(server.location, 0);
    await expect(stage.start({ dataDir }, weAreRoot ? 1 : null)).rejects.toThrow(
      'as the user that made the database',
    );
    chmodSync(server.location, 0o700);
  });

  test('a DATA_DIR an ordinary user may not write to is refused with what to do', async () => {
    const dataDir = stage.newDirectory('read-only', 0o555, ordinary);
    await expect(stage.start({ dataDir }, ordinary)).rejects.toThrow('Set DATA_DIR to a directory');
    await expect(stage.start({ dataDir: join(dataDir, 'new') }, ordinary)).rejects.toThrow('may write to');
  });

  test('a database gone from where DATA_DIR says is not silently begun anew', async () => {
    const dataDir = stage.newDirectory('lost', 0o755);
    mkdirSync(join(dataDir, 'postgres'));
    writeFileSync(join(dataDir, 'postgres', 'location'), join(dataDir, 'nowhere'));
    await expect(stage.start({ dataDir })).rejects.toThrow('begin with an empty database');
  });

  test('a temporary server avoids a directory it could not be removed from', async () => {
    const dataDir = stage.newDirectory('no-litter', 0o755);
    const server = await stage.start({ dataDir, temporary: true });
    expect(server.location.startsWith(dataDir)).toBe(!weAreRoot);
    expect(await whoAnswers(server)).toBe('talonario_app');
    await server.stop();
    expect(readdirSync(dataDir)).toEqual([]);
    expect(existsSync(dirname(server.location))).toBe(false);
  });

  test('binaries only we can reach serve as well, and their copy leaves with a temporary server', async () => {
    const dataDir = stage.newDirectory('temporary', 0o1777);
    stage.lockBinaries();
    const server = await stage.start({ dataDir, temporary: true });
    expect(await whoAnswers(server)).toBe('talonario_app');
    expect(readdirSync(dataDir)).toHaveLength(1);
    await server.stop();
    expect(readdirSync(dataDir)).toEqual([]);
  });
});
