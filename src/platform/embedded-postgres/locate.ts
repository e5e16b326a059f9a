/** The file name PostgreSQL gives its socket, for the port all our servers use: a socket directory needs no other. */
const SOCKET_NAME = '.s.PGSQL.5432';

/** The shortest limit of the systems we run on (macOS: 104 bytes with the closing zero; Linux: 108). */
const SOCKET_PATH_BYTES = 103;

/** For databases whose DATA_DIR the server's user cannot enter. */
const SHARED_BASE = '/var/lib/talonario';

/** Where a server could live. `base` must be enterable by the user that runs it. */
export interface Place {
  /** Directory that holds the data directory and, if needed, a copy of the binaries. */
  readonly base: string;
  /** PostgreSQL's data directory. */
  readonly data: string;
  /** In DATA_DIR; elsewhere, with a note in DATA_DIR; or temporary: `base` is removed when the server ends. */
  readonly kind: 'own' | 'elsewhere' | 'temporary';
}

export interface Wish {
  /** Absolute path: the service's DATA_DIR, or for a temporary server the directory to prefer. */
  readonly dataDir: string;
  readonly temporary: boolean;
  /** A new random name, used where the place does not exist yet. */
  readonly id: string;
  readonly tmpdir: string;
  /** What `postgres/location` in DATA_DIR says, or null if there is none. */
  readonly recorded: string | null;
  /** True if DATA_DIR itself holds a database. */
  readonly inDataDir: boolean;
}

/** The places to try, best first. A database that exists has one place; a durable one never lies in a temporary directory. */
export function placesToTry(wish: Wish): Place[] {
  if (wish.temporary) return temporaryPlaces(wish);
  if (wish.recorded !== null)
    return [{ base: parentOf(wish.recorded), data: wish.recorded, kind: 'elsewhere' }];
  const own: Place = { base: wish.dataDir, data: `${wish.dataDir}/postgres`, kind: 'own' };
  return wish.inDataDir
    ? [own]
    : [own, { base: SHARED_BASE, data: `${SHARED_BASE}/${wish.id}`, kind: 'elsewhere' }];
}

function temporaryPlaces(wish: Wish): Place[] {
  const parents = [...new Set([wish.dataDir, '/var/tmp', wish.tmpdir])];
  return parents.map((parent) => {
    const base = `${parent}/talonario-${wish.id}`;
    return { base, data: `${base}/data`, kind: 'temporary' };
  });
}

/** True if a socket in this directory has a path the system accepts. */
export function fitsSocket(directory: string): boolean {
  return Buffer.byteLength(`${directory}/${SOCKET_NAME}`) <= SOCKET_PATH_BYTES;
}

/** Where a server listens: a directory with its socket, or a loopback address. */
export interface Listener {
  readonly host: string;
  readonly port: number;
}

/** A connection URL that pg, TypeORM and graphile-worker read alike: the directory of a socket goes into `host`. */
export function connectionUrl(listener: Listener, role: string, database: string): string {
  const { host, port } = listener;
  const authority = `postgres://${encodeURIComponent(role)}@`;
  if (!host.startsWith('/')) return `${authority}${host}:${port}/${database}`;
  return `${authority}localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 1));
}
