import { randomBytes } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { program } from './binaries.service.js';
import { run } from './command.service.js';
import { holdsDatabase, makePrivateDirectory, type Site } from './place.service.js';
import { hasCode } from './system-error.js';

export const SUPERUSER = 'postgres';
export const OWNER_ROLE = 'talonario_owner';
export const SERVICE_ROLE = 'talonario_app';
export const DATABASE = 'talonario';

/** Trust is bounded by the socket's directory, which only this user can enter. Texts sort by code unless SQL names a collation. */
const INITDB_OPTIONS = [
  '--auth=trust',
  `--username=${SUPERUSER}`,
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
];

/** For PostgreSQL's single-user mode: one statement a line. */
const FIRST_STATEMENTS = [
  `create role ${OWNER_ROLE} login`,
  `create role ${SERVICE_ROLE} login`,
  `create database ${DATABASE} owner ${OWNER_ROLE}`,
];

/**
 * Makes the data directory, with both roles and the database, unless it exists. It is prepared under another name, so an
 * interrupted start leaves nothing half made, and of two processes that start at once one wins.
 */
export async function ensureCluster(site: Site, durable: boolean): Promise<void> {
  if (holdsDatabase(site.data)) return;
  const fresh = `${site.data}.new-${randomBytes(6).toString('hex')}`;
  makePrivateDirectory(fresh, site.account);
  try {
    await initialise(site, fresh, durable);
    renameSync(fresh, site.data);
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
    if (!holdsDatabase(site.data))
      throw new Error(`${site.data} holds files, but no database.`, { cause: error });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

async function initialise(site: Site, data: string, durable: boolean): Promise<void> {
  const sync = durable ? [] : ['--no-sync'];
  const made = await run(site.account, program(site.binaries, 'initdb'), [
    '-D',
    data,
    ...INITDB_OPTIONS,
    ...sync,
  ]);
  if (!made.ok) throw new Error(`initdb could not make a database in ${data}: ${made.output}`);
  const single = ['--single', '-D', data, '-c', 'exit_on_error=on', ...(durable ? [] : ['-F']), 'postgres'];
  const filled = await run(
    site.account,
    program(site.binaries, 'postgres'),
    single,
    `${FIRST_STATEMENTS.join('\n')}\n`,
  );
  if (!filled.ok) throw new Error(`PostgreSQL could not make its roles in ${data}: ${filled.output}`);
}
