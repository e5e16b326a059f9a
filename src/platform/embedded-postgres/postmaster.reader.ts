import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { Client, DatabaseError } from 'pg';
import { DATABASE, SUPERUSER } from './cluster.service.js';
import { connectionUrl, type Listener } from './locate.js';
import { parsePostmasterFile, type PostmasterFile } from './postmaster-pid.js';
import { hasCode } from './system-error.js';

/** What is going on in a data directory. */
export type Sighting =
  /** A server that answers. */
  | { state: 'ready'; listener: Listener }
  /** One that starts, stops or is overloaded. */
  | { state: 'busy' }
  /** Nothing; `leftover` is the number a dead server wrote down, if that number now belongs to something else. */
  | { state: 'none'; leftover: number | null };

/** Looks at the directory's `postmaster.pid` and at the process and socket it names. */
export async function lookForServer(data: string): Promise<Sighting> {
  const file = readPostmasterFile(data);
  if (file === null) return { state: 'none', leftover: null };
  // the socket first: the process may be out of sight (another container on the same volume)
  if (file.ready && file.listener !== null) {
    const answer = await ask(file.listener);
    if (answer === 'ready') return { state: 'ready', listener: file.listener };
    if (answer === 'busy') return { state: 'busy' };
  }
  const holder = holderOf(data, file.pid);
  if (holder === 'server') return { state: 'busy' };
  return { state: 'none', leftover: holder === 'another' ? file.pid : null };
}

function readPostmasterFile(data: string): PostmasterFile | null {
  try {
    return parsePostmasterFile(readFileSync(`${data}/postmaster.pid`, 'utf8'));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

async function ask(listener: Listener): Promise<'ready' | 'busy' | 'nobody'> {
  const client = new Client({
    connectionString: connectionUrl(listener, SUPERUSER, DATABASE),
    connectionTimeoutMillis: 5000,
  });
  client.on('error', () => undefined); // it may be shutting down; the query's answer tells
  try {
    await client.connect();
    await client.query('select 1');
    return 'ready';
  } catch (error) {
    return error instanceof DatabaseError ? 'busy' : 'nobody';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Who has that process number: a server works in its data directory. A number is given away again after a restart of the
 * machine, and a killed process keeps it until its parent looks; PostgreSQL by itself takes both for a server.
 */
function holderOf(data: string, pid: number): 'server' | 'another' | 'nobody' {
  try {
    process.kill(pid, 0);
  } catch {
    return 'nobody'; // or another user's, and a server has its data's owner
  }
  if (process.platform !== 'linux') return 'server';
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data) ? 'server' : 'another';
  } catch (error) {
    return hasCode(error, 'ENOENT') ? 'another' : 'server'; // not allowed to look: take it for one
  }
}
