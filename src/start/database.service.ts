import { Client } from 'pg';
import { DatabaseUrl, migrate, type Config } from '../platform/index.js';
import { startEmbeddedPostgres } from '../platform/embedded-postgres/index.js';

/** A database that is up to date, and how to let go of it. */
export interface OpenDatabase {
  readonly url: DatabaseUrl;
  /** Where the embedded database keeps its data; null for an external one. */
  readonly location: string | null;
  stop(): Promise<void>;
}

/** Connects to DATABASE_URL or starts the embedded PostgreSQL, then migrates. */
export async function openDatabase(config: Config): Promise<OpenDatabase> {
  const opened = config.databaseUrl === null ? await embedded(config) : external(config, config.databaseUrl);
  try {
    await migrate({ ownerUrl: opened.url.owner, serviceRole: await roleOf(opened.url.service) });
  } catch (error) {
    await opened.stop();
    throw error;
  }
  return opened;
}

async function embedded(config: Config): Promise<OpenDatabase> {
  const server = await startEmbeddedPostgres({ dataDir: config.dataDir, temporary: config.demo });
  return {
    url: new DatabaseUrl(server.serviceUrl, server.ownerUrl),
    location: server.location,
    stop: () => server.stop(),
  };
}

function external(config: Config, url: string): OpenDatabase {
  return {
    url: new DatabaseUrl(url, config.migrationDatabaseUrl ?? url),
    location: null,
    stop: () => Promise.resolve(),
  };
}

async function roleOf(url: string): Promise<string> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ me: string }>('select current_user as me');
    return rows[0]?.me ?? '';
  } finally {
    await client.end();
  }
}
