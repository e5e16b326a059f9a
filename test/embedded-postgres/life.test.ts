import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client, type QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.js';
import { quickDirectory } from '../support/server.js';
import { lives, serverProcess } from './stage.js';

const root = mkdtempSync(join(quickDirectory(), 'talonario-life-'));
chmodSync(root, 0o755); // as root the server runs as another user, who shall find its data here
const running: EmbeddedPostgres[] = [];

async function start(dataDir: string, temporary = false): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir: join(root, dataDir), temporary, fsync: false });
  running.push(server);
  return server;
}

async function ask<T extends QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the life of the built-in PostgreSQL', () => {
  test('a first start gives a database whose service role owns nothing', async () => {
    const server = await start('first');
    const rows = await ask(
      server.serviceUrl,
      `select current_user as me, current_database() as database, pg_get_userbyid(datdba) as owner,
              (select rolsuper or rolcreaterole or rolcreatedb from pg_roles where rolname = current_user) as mighty
         from pg_database where datname = current_database()`,
    );
    expect(rows).toEqual([
      { me: 'talonario_app', database: 'talonario', owner: 'talonario_owner', mighty: false },
    ]);
    await expect(ask(server.serviceUrl, 'create table mine ()')).rejects.toMatchObject({ code: '42501' });
  });

  test('it listens on a socket only its user can reach and on no port', async () => {
    const server = await start('first');
    const rows = await ask(server.adminUrl, `select current_setting('listen_addresses') as addresses`);
    expect(rows).toEqual([{ addresses: '' }]);
  });

  test('TypeORM reads its URLs as pg does', async () => {
    const server = await start('first');
    const source = await new DataSource({ type: 'postgres', url: server.serviceUrl }).initialize();
    const rows: unknown = await source.query('select current_user as me, current_database() as database');
    await source.destroy();
    expect(rows).toEqual([{ me: 'talonario_app', database: 'talonario' }]);
  });

  test('what was committed is there after a stop and a second start', async () => {
    const first = await start('first');
    await ask(first.ownerUrl, 'create table kept as select 7 as number');
    await first.stop();
    const second = await start('first');
    expect(await ask(second.ownerUrl, 'select number from kept')).toEqual([{ number: 7 }]);
  });

  test('a second start on the same DATA_DIR adopts the server, and its stop leaves the server alone', async () => {
    const first = await start('first');
    const second = await start('first');
    expect(second.location).toBe(first.location);
    await second.stop();
    expect(await ask(first.serviceUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    const pid = serverProcess(first.location);
    await first.stop();
    expect(lives(pid)).toBe(false);
  });

  test('of several first starts at once all end on one server', async () => {
    const servers = await Promise.all([start('rush'), start('rush'), start('rush')]);
    await ask(servers[0].ownerUrl, 'create table seen as select 1 as one');
    for (const server of servers)
      expect(await ask(server.ownerUrl, 'select one from seen')).toEqual([{ one: 1 }]);
  });

  test('a temporary server leaves nothing behind', async () => {
    const server = await start('brief', true);
    expect(await ask(server.serviceUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    await expect(ask(server.serviceUrl, 'select 1')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('a DATA_DIR whose path is too long for a socket works all the same', async () => {
    const server = await start(join('long', 'x'.repeat(100)));
    expect(server.location).toBe(join(root, 'long', 'x'.repeat(100), 'postgres'));
    expect(await ask(server.serviceUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('a directory with files that are no database is refused with a sentence', async () => {
    const server = await start('decoy');
    await server.stop();
    rmSync(join(server.location, 'PG_VERSION'));
    await expect(start('decoy')).rejects.toThrow('holds files, but no database');
  });
});
