import type { Listener } from './locate.js';

/** What a running server writes into `postmaster.pid` of its data directory (PostgreSQL, miscadmin.h "LOCK_FILE_LINE_*"). */
export interface PostmasterFile {
  readonly pid: number;
  /** True once it accepts connections; false while it starts or stops. */
  readonly ready: boolean;
  /** Null as long as it listens nowhere. */
  readonly listener: Listener | null;
}

/** Reads the file's text; null if it is empty or half written. */
export function parsePostmasterFile(text: string): PostmasterFile | null {
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  return { pid, ready: lines[7] === 'ready', listener: listenerOf(lines) };
}

function listenerOf(lines: readonly string[]): Listener | null {
  const [, , , port = '', socketDirectory = '', address = ''] = lines;
  const host = socketDirectory === '' ? address : socketDirectory;
  return host === '' || port === '' ? null : { host, port: Number(port) };
}
