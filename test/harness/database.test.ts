import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { urlFor } from '../support/server.js';
import { advance, setNow } from '../support/time.js';

let database: TestDatabase;
let owner: Client;
let service: Client;

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

async function now(): Promise<number> {
  const { rows } = await service.query<{ now: Date }>('select app_now() as now');
  return rows[0]?.now.getTime() ?? Number.NaN;
}

beforeAll(async () => {
  database = await cloneDatabase();
  owner = await connect(database.ownerUrl);
  service = await connect(database.serviceUrl);
});
afterAll(async () => {
  await owner.end();
  await service.end();
  await database.drop();
});

describe('a database of a test file', () => {
  test('the service role may use its tables and own none of its objects', async () => {
    const { rows } = await service.query<{ owned: string }>(
      `select count(*) as owned from pg_class where relowner = current_user::regrole`,
    );
    expect(rows).toEqual([{ owned: '0' }]);
    await expect(service.query('create table mine ()')).rejects.toMatchObject({ code: '42501' });
    await expect(service.query('select count(*) from inbox')).resolves.toMatchObject({ rowCount: 1 });
  });

  test('what one file writes, another does not see, and a dropped database is gone', async () => {
    const other = await cloneDatabase();
    await owner.query('create table only_here ()');
    const neighbour = await connect(other.ownerUrl);
    await expect(neighbour.query('select from only_here')).rejects.toMatchObject({ code: '42P01' });
    await neighbour.end();
    await other.drop();
    await expect(connect(other.ownerUrl)).rejects.toMatchObject({ code: '3D000' });
  });

  test('the template itself is not open for writing by the service', async () => {
    const client = await connect(urlFor(inject('server').serviceUrl, { database: 'talonario_template' }));
    await expect(client.query('create table mine ()')).rejects.toMatchObject({ code: '42501' });
    await client.end();
  });
});

describe('the clock of such a database', () => {
  beforeEach(() => setNow(owner, null));

  test('set to a moment it stands still, for a connection that was open before too', async () => {
    await setNow(owner, '2030-01-02T03:04:05.678Z');
    expect(await now()).toBe(Date.parse('2030-01-02T03:04:05.678Z'));
    await advance(owner, 60_000);
    expect(await now()).toBe(Date.parse('2030-01-02T03:05:05.678Z'));
  });

  test('moved on it runs on from there, as often as one moves it', async () => {
    await advance(owner, 3_600_000);
    await advance(owner, 3_600_000);
    const ahead = (await now()) - Date.now();
    expect(Math.abs(ahead - 7_200_000)).toBeLessThan(2000);
    const before = await now();
    await service.query('select pg_sleep(0.02)');
    expect(await now()).toBeGreaterThan(before);
  });

  test('given back it shows the real time', async () => {
    await setNow(owner, '2030-01-02T03:04:05Z');
    await setNow(owner, null);
    expect(Math.abs((await now()) - Date.now())).toBeLessThan(2000);
  });
});
