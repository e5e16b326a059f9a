import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
} from 'node:fs';
import { readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { accountFor } from './account.service.js';
import { type Binaries, usableBinaries } from './binaries.service.js';
import { type Account, run } from './command.service.js';
import { fitsSocket, placesToTry, type Place } from './locate.js';
import { hasCode } from './system-error.js';

/** A place that was tried: this account can enter it and run these binaries. */
export interface Site extends Place {
  readonly account: Account;
  readonly binaries: Binaries;
}

/**
 * Finds where the server can live.
 * @throws an Error that lists what was tried and why it will not do
 */
export async function findSite(dataDir: string, temporary: boolean): Promise<Site> {
  const home = ensureDataDir(dataDir);
  const places = placesToTry({
    dataDir: home,
    temporary,
    id: randomBytes(8).toString('hex'),
    tmpdir: tmpdir(),
    recorded: recordedLocation(home),
    inDataDir: holdsDatabase(join(home, 'postgres')),
  });
  const refusals: string[] = [];
  for (const place of places) {
    const site = await tryPlace(place);
    if (typeof site !== 'string') return site;
    refusals.push(`${place.base}: ${site}`);
  }
  throw new Error(
    `The built-in PostgreSQL found no place to live (${refusals.join('; ')}). ` +
      'Set DATA_DIR to a directory that ordinary users can enter, or DATABASE_URL to a PostgreSQL 15 or newer.',
  );
}

function ensureDataDir(path: string): string {
  try {
    mkdirSync(path, { recursive: true });
    return realpathSync(path);
  } catch (cause) {
    throw new Error(`DATA_DIR ${path} cannot be made. Set it to a directory this user may write to.`, {
      cause,
    });
  }
}

async function tryPlace(place: Place): Promise<Site | string> {
  const account = accountFor(place.data);
  try {
    if (place.kind === 'temporary') makePrivateDirectory(place.base, account);
    else mkdirSync(place.base, { recursive: true, mode: 0o755 });
    if (!holdsDatabase(place.data)) accessSync(place.base, constants.W_OK);
  } catch (error) {
    if (hasCode(error, 'EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR')) return 'cannot be made or written';
    throw error;
  }
  const refusal = await trial(place, account);
  if (typeof refusal === 'string' && place.kind === 'temporary') rmSync(place.base, { recursive: true });
  return refusal;
}

async function trial(place: Place, account: Account): Promise<Site | string> {
  if (!(await can('-x', place.base, account))) return 'cannot be entered by the user that runs the database';
  if (place.kind === 'temporary' && !(await can('-w', dirname(place.base), account)))
    return 'could not be removed again';
  const binaries = await usableBinaries(place.base, account);
  return binaries === null ? 'its programs do not run there' : { ...place, account, binaries };
}

async function can(what: '-x' | '-w', directory: string, account: Account): Promise<boolean> {
  return (
    process.platform === 'win32' ||
    (await run(account, '/bin/sh', ['-c', '[ "$1" "$2" ]', 'sh', what, directory])).ok
  );
}

/** @throws if the directory belongs to another user */
export function holdsDatabase(data: string): boolean {
  try {
    return readdirSync(data).includes('PG_VERSION');
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return false;
    throw new Error(`${data} cannot be read. Start the service as the user that made the database.`, {
      cause,
    });
  }
}

/** A new directory that `account` owns and nobody else can enter. */
export function makePrivateDirectory(path: string, account: Account): void {
  mkdirSync(path, { mode: 0o700 });
  if (account !== null) chownSync(path, account.uid, account.gid);
}

/** The directory for the server's socket: the data directory, or where its path is too long a new one. */
export function socketDirectory(site: Site): { path: string; remove: boolean } {
  if (fitsSocket(site.data)) return { path: site.data, remove: false };
  const path = mkdtempSync(
    join(fitsSocket(join(tmpdir(), 'talonario-XXXXXX')) ? tmpdir() : '/tmp', 'talonario-'),
  );
  chmodSync(path, 0o700);
  if (site.account !== null) chownSync(path, site.account.uid, site.account.gid);
  return { path, remove: true };
}

/** What DATA_DIR says about a database that lies elsewhere. */
function recordedLocation(dataDir: string): string | null {
  const file = join(dataDir, 'postgres', 'location');
  if (!existsSync(file)) return null;
  const path = readFileSync(file, 'utf8').trim();
  if (holdsDatabase(path)) return path;
  throw new Error(
    `${file} says that the database lies in ${path}, but there is none. ` +
      'Put it back there, or remove that file to begin with an empty database.',
  );
}

/**
 * Notes in DATA_DIR where its database lies. Of two processes that start at once the first one's note stays.
 * @returns the path noted
 */
export function recordLocation(dataDir: string, path: string): string {
  const directory = join(dataDir, 'postgres');
  const draft = join(dataDir, `location.${randomBytes(6).toString('hex')}`);
  mkdirSync(directory, { recursive: true });
  writeFileSync(draft, `${path}\n`);
  try {
    linkSync(draft, join(directory, 'location'));
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  return recordedLocation(dataDir) ?? path;
}
