import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import {
  OWNER_ROLE,
  SERVICE_ROLE,
  startEmbeddedPostgres,
} from '../../src/platform/embedded-postgres/index.js';

/** The server a test run works on. Its roles are made; its databases are ours to make and drop. */
export interface TestServer {
  readonly adminUrl: string;
  readonly ownerUrl: string;
  readonly serviceUrl: string;
  /** How `create database` copies a template fastest here. */
  readonly copyStrategy: 'file_copy' | 'wal_log';
  readonly stop: () => Promise<void>;
}

/** The server at `TEST_DATABASE_URL` (a superuser's URL of a server nobody else needs), or a new one of our own. */
export async function startTestServer(): Promise<TestServer> {
  const external = process.env['TEST_DATABASE_URL'];
  return external === undefined || external === '' ? startOwn() : useExternal(external);
}

async function startOwn(): Promise<TestServer> {
  const { adminUrl, ownerUrl, serviceUrl, stop } = await startEmbeddedPostgres({
    dataDir: quickDirectory(),
    temporary: true,
    fsync: false,
    settings: { max_connections: '300' },
  });
  return { adminUrl, ownerUrl, serviceUrl, copyStrategy: 'file_copy', stop };
}

/** Where databases of tests are quickest: in memory cloning a template takes a third of the time, making a server half. */
export function quickDirectory(): string {
  return roomyMemory() ? '/dev/shm' : tmpdir();
}

/** A container's default of 64 MB is too small. */
function roomyMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize >= 2 ** 30;
  } catch {
    return false; // not Linux
  }
}

async function useExternal(adminUrl: string): Promise<TestServer> {
  const password = randomBytes(16).toString('hex');
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  for (const role of [OWNER_ROLE, SERVICE_ROLE]) {
    const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role]);
    await admin.query(`${rowCount === 0 ? 'create' : 'alter'} role ${role} login password '${password}'`);
  }
  await admin.end();
  const as = (role: string) => urlFor(adminUrl, { role, password });
  return {
    adminUrl,
    ownerUrl: as(OWNER_ROLE),
    serviceUrl: as(SERVICE_ROLE),
    copyStrategy: 'wal_log',
    stop: async () => {},
  };
}

/** The same server's URL with another role or database. */
export function urlFor(url: string, change: { role?: string; password?: string; database?: string }): string {
  const changed = new URL(url);
  if (change.role !== undefined) changed.username = change.role;
  if (change.password !== undefined) changed.password = change.password;
  if (change.database !== undefined) changed.pathname = `/${change.database}`;
  return changed.href;
}
