import { Client } from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { migrate } from '../../src/platform/database/index.js';
import { SERVICE_ROLE } from '../../src/platform/embedded-postgres/index.js';
import { emptyDatabase, type TestDatabase } from '../support/database.js';

const databases: TestDatabase[] = [];

async function empty(): Promise<TestDatabase> {
  const database = await emptyDatabase();
  databases.push(database);
  return database;
}

afterEach(async () => {
  for (const database of databases.splice(0)) await database.drop();
});

describe('migrations', () => {
  test('a second run on the same database has nothing left to do', async () => {
    const { ownerUrl } = await empty();
    const first = await migrate({ ownerUrl, serviceRole: SERVICE_ROLE });
    expect(first.applied.length).toBeGreaterThan(0);
    expect(await migrate({ ownerUrl, serviceRole: SERVICE_ROLE })).toEqual({ applied: [] });
  });

  test('of several starters at once one migrates and the others wait for it', async () => {
    const { ownerUrl } = await empty();
    const runs = await Promise.all([1, 2, 3].map(() => migrate({ ownerUrl, serviceRole: SERVICE_ROLE })));
    expect(runs.filter(({ applied }) => applied.length > 0)).toHaveLength(1);
  });

  test('the service role uses what the owner made and may not alter it', async () => {
    const { ownerUrl, serviceUrl } = await empty();
    await migrate({ ownerUrl, serviceRole: SERVICE_ROLE });
    const service = new Client({ connectionString: serviceUrl });
    await service.connect();
    await expect(service.query('select count(*) from raffle')).resolves.toMatchObject({ rowCount: 1 });
    await expect(service.query('alter table raffle add column mine int')).rejects.toMatchObject({
      code: '42501',
    });
    await service.end();
  });
});
