import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DATABASE, ensureCluster, OWNER_ROLE, SERVICE_ROLE, SUPERUSER } from './cluster.service.js';
import { connectionUrl, type Listener } from './locate.js';
import { findSite, recordLocation, type Site } from './place.service.js';
import { lookForServer } from './postmaster.reader.js';
import { type Server, startServer } from './server.service.js';

export interface EmbeddedPostgresOptions {
  /** The service's DATA_DIR. For a temporary server: the directory to prefer for it. */
  readonly dataDir: string;
  /** A new, empty database that vanishes with the server; for tests and the demo. */
  readonly temporary?: boolean;
  /** False only in tests: commits may be lost with the machine. */
  readonly fsync?: boolean;
  /** Further server settings by name. An adopted server keeps its own. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  /** Owns the database; for migrations. */
  readonly ownerUrl: string;
  /** Owns nothing; for the service. */
  readonly serviceUrl: string;
  /** The superuser, in the maintenance database. */
  readonly adminUrl: string;
  /** The data directory. */
  readonly location: string;
  /** Ends the server and waits until it is gone; one that another process started goes on. */
  readonly stop: () => Promise<void>;
}

/** Long enough for the recovery of a busy database after a crash. */
const PATIENCE_MS = 120_000;
const POLL_MS = 20;
/** The children of a server killed by SIGKILL hold its memory for a moment, and a new one refuses to start beside them. */
const ATTEMPTS = 10;
const BETWEEN_ATTEMPTS_MS = 300;

/**
 * Starts the PostgreSQL that came with `npm ci`, or adopts the one that already runs for this DATA_DIR; an adopted server
 * ends with the process that started it.
 * @throws an Error that says what to do: no binaries, no place to live, no start
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const durable = options.fsync ?? true;
  const site = await prepareSite(resolve(options.dataDir), options.temporary ?? false, durable);
  const settings = { ...options.settings, ...(!durable && { fsync: 'off', full_page_writes: 'off' }) };
  for (let attempt = 1; ; attempt++) {
    const outcome = await startOrAdopt(site, settings);
    if ('listener' in outcome) return running(site, outcome.listener, outcome.server);
    if (site.kind === 'temporary' || attempt === ATTEMPTS) {
      throw new Error(`The built-in PostgreSQL did not start: ${outcome.failure}`);
    }
    await sleep(BETWEEN_ATTEMPTS_MS);
  }
}

type Attempt = { listener: Listener; server: Server | null } | { failure: string };

async function startOrAdopt(site: Site, settings: Readonly<Record<string, string>>): Promise<Attempt> {
  let server: Server | null = null;
  const ended: { complaint?: string } = {};
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(POLL_MS)) {
    const sighting = await lookForServer(site.data);
    if (sighting.state === 'ready') return { listener: sighting.listener, server };
    if (sighting.state === 'busy') continue; // ours or another's, on its way up or down
    if (ended.complaint !== undefined) return { failure: ended.complaint };
    if (server !== null) continue;
    server = await startServer(site, settings, sighting.leftover);
    void server.ended.then((complaint) => (ended.complaint = complaint));
  }
  await server?.stop();
  return { failure: `the server in ${site.data} does not answer` };
}

async function prepareSite(dataDir: string, temporary: boolean, durable: boolean): Promise<Site> {
  const site = await findSite(dataDir, temporary);
  await ensureCluster(site, durable);
  if (site.kind !== 'elsewhere') return site;
  const recorded = recordLocation(dataDir, site.data);
  if (recorded !== site.data) rmSync(site.data, { recursive: true }); // another process was first
  return { ...site, data: recorded };
}

function running(site: Site, listener: Listener, server: Server | null): EmbeddedPostgres {
  return {
    ownerUrl: connectionUrl(listener, OWNER_ROLE, DATABASE),
    serviceUrl: connectionUrl(listener, SERVICE_ROLE, DATABASE),
    adminUrl: connectionUrl(listener, SUPERUSER, 'postgres'),
    location: site.data,
    stop: async () => server?.stop(),
  };
}
