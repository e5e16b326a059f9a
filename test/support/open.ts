import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { Database, dataSourceOptions } from '../../src/platform/index.js';
import { cloneDatabase, type TestDatabase } from './database.js';

/** A cloned database with the service's own door to it. */
export interface OpenTestDatabase extends TestDatabase {
  readonly database: Database;
  readonly dataSource: DataSource;
  close(): Promise<void>;
}

/** Clones the template and connects as the service does. Close it in `afterAll`. */
export async function openTestDatabase(poolSize = 10): Promise<OpenTestDatabase> {
  const clone = await cloneDatabase();
  const dataSource = new DataSource(dataSourceOptions(clone.serviceUrl, poolSize));
  await dataSource.initialize();
  return {
    ...clone,
    database: new Database(dataSource),
    dataSource,
    close: async () => {
      await dataSource.destroy();
      await clone.drop();
    },
  };
}

/** Runs `work` as the owner of a cloned database. */
export async function withOwner<T>(db: TestDatabase, work: (owner: Client) => Promise<T>): Promise<T> {
  const owner = new Client({ connectionString: db.ownerUrl });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}
