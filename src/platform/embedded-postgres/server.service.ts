import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { program } from './binaries.service.js';
import { run, runningAs } from './command.service.js';
import { GUARD_SCRIPT } from './guard-script.js';
import { type Site, socketDirectory } from './place.service.js';

/** A server this process started. */
export interface Server {
  /** Settles when the server has ended, with the end of its log if it failed, else with an empty text. */
  readonly ended: Promise<string>;
  /** Ends it ("fast shutdown": open transactions are rolled back) and waits until it is gone. */
  readonly stop: () => Promise<void>;
}

/** Server errors quote the values of statements, and those are people's: only the server's own life is logged. */
const SETTINGS = {
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

/**
 * Starts a server in `site`; it may take a moment to accept connections, or end at once.
 * @param leftover the number of a process that `postmaster.pid` takes for a server and that is none. PostgreSQL gets it as
 *   its "grandparent", which it knows not to be a rival; so its own checks, of the dead server's memory too, stay in force
 */
export async function startServer(
  site: Site,
  settings: Readonly<Record<string, string>>,
  leftover: number | null,
): Promise<Server> {
  const assignments = Object.entries({ ...SETTINGS, ...settings }).map(([name, value]) => `${name}=${value}`);
  return process.platform === 'win32'
    ? startOnWindows(site, assignments)
    : startGuarded(site, assignments, leftover);
}

function startGuarded(site: Site, assignments: readonly string[], leftover: number | null): Server {
  const socket = socketDirectory(site);
  const scratch = site.kind === 'temporary' ? site.base : socket.remove ? socket.path : '';
  const command = [
    program(site.binaries, 'postgres'),
    '-D',
    site.data,
    '-k',
    socket.path,
    '-p',
    '5432',
    '-h',
    '',
  ];
  const settings = assignments.flatMap((assignment) => ['-c', assignment]);
  const script = ['-c', GUARD_SCRIPT, 'guard', `${site.data}/server.log`, scratch, ...command, ...settings];
  // `detached` gives it a session of its own: a terminal's Ctrl-C does not end the database before the service
  const { env, ...user } = runningAs(site.account);
  const guard = spawn('/bin/sh', script, {
    ...user,
    env: { ...env, ...(leftover !== null && { PG_GRANDPARENT_PID: String(leftover) }) },
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
  let complaint = '';
  guard.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  guard.stdin.on('error', () => undefined); // it ended before us; `ended` tells
  const ended = new Promise<string>((resolve) => {
    guard.on('error', (error) => resolve(error.message));
    guard.on('close', () => resolve(complaint.trim()));
  });
  const stop = async (): Promise<void> => {
    guard.stdin.end();
    await ended;
  };
  return { ended, stop };
}

/** Windows has neither the shell nor, in this PostgreSQL, sockets with a directory's protection: pg_ctl and loopback. Untested. */
async function startOnWindows(site: Site, assignments: readonly string[]): Promise<Server> {
  const control = (...args: string[]) =>
    run(null, program(site.binaries, 'pg_ctl'), ['-D', site.data, '-w', ...args]);
  const options = [
    `-p ${await freePort()}`,
    '-h 127.0.0.1',
    ...assignments.map((assignment) => `-c ${assignment}`),
  ];
  const started = await control('start', '-l', `${site.data}/server.log`, '-o', options.join(' '));
  const stop = async (): Promise<void> => {
    await control('stop', '-m', 'fast');
  };
  return { ended: started.ok ? new Promise(() => undefined) : Promise.resolve(started.output), stop };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
