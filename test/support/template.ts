import { Client, escapeIdentifier } from 'pg';
import { migrate } from '../../src/platform/database/index.js';
import { OWNER_ROLE, SERVICE_ROLE } from '../../src/platform/embedded-postgres/index.js';
import { type TestServer, urlFor } from './server.js';

export const TEMPLATE = 'talonario_template';
export const CLONE_PREFIX = 'talonario_test_';

/** Drops what an earlier run left on this server, then makes the migrated template. */
export async function makeTemplate(server: Omit<TestServer, 'stop'>): Promise<void> {
  const admin = new Client({ connectionString: server.adminUrl });
  await admin.connect();
  try {
    const { rows } = await admin.query<{ name: string }>(
      'select datname as name from pg_database where datname = $1 or starts_with(datname, $2)',
      [TEMPLATE, CLONE_PREFIX],
    );
    for (const { name } of rows) await admin.query(`drop database ${escapeIdentifier(name)} with (force)`);
    await admin.query(`create database ${TEMPLATE} owner ${OWNER_ROLE} template template0 encoding 'UTF8'`);
  } finally {
    await admin.end();
  }
  await migrate({ ownerUrl: urlFor(server.ownerUrl, { database: TEMPLATE }), serviceRole: SERVICE_ROLE });
}
