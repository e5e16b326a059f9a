import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { OWNER_ROLE } from '../../src/platform/embedded-postgres/index.js';
import { urlFor } from './server.js';
import { CLONE_PREFIX, TEMPLATE } from './template.js';

export interface TestDatabase {
  readonly name: string;
  /** Owns the tables; may replace `app_now()`. */
  readonly ownerUrl: string;
  /** The role the service runs as. */
  readonly serviceUrl: string;
  readonly drop: () => Promise<void>;
}

/** A migrated database of one's own, in 10–50 ms. Call once per test file, in `beforeAll`; drop it in `afterAll`. */
export async function cloneDatabase(): Promise<TestDatabase> {
  return makeDatabase(`template ${TEMPLATE} strategy ${inject('server').copyStrategy}`);
}

/** A database without tables, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return makeDatabase(`template template0 encoding 'UTF8'`);
}

async function makeDatabase(from: string): Promise<TestDatabase> {
  const { ownerUrl, serviceUrl } = inject('server');
  const name = `${CLONE_PREFIX}${randomBytes(6).toString('hex')}`;
  await asAdmin(`create database ${name} owner ${OWNER_ROLE} ${from}`);
  return {
    name,
    ownerUrl: urlFor(ownerUrl, { database: name }),
    serviceUrl: urlFor(serviceUrl, { database: name }),
    drop: () => asAdmin(`drop database if exists ${name} with (force)`),
  };
}

async function asAdmin(statement: string): Promise<void> {
  const admin = new Client({ connectionString: inject('server').adminUrl });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}
