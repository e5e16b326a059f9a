import { lstatSync, readFileSync } from 'node:fs';
import type { Account } from './command.service.js';

/** Its number on every system that has no such entry to tell. */
const NOBODY = { uid: 65_534, gid: 65_534 };

/**
 * Who runs the server. PostgreSQL refuses root, so root hands over to the owner of the data or, where there is none yet, to
 * `nobody` (`initdb` wants a user that has an entry in /etc/passwd). Everybody else runs it as themselves.
 */
export function accountFor(data: string): Account {
  if (process.getuid?.() !== 0) return null;
  const owner = lstatSync(data, { throwIfNoEntry: false });
  if (owner?.isDirectory() && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return nobody();
}

function nobody(): NonNullable<Account> {
  const entry = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  return entry ? { uid: Number(entry[1]), gid: Number(entry[2]) } : NOBODY;
}
