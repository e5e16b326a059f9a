import type { Parts } from './parts.js';
import type { Status } from './statuses.js';
import { newWamid } from './wamid.js';

export interface ChangeOptions {
  /** default: the account of the first number */
  entryId?: string | undefined;
  /** Unix seconds, default now; null for none, as with `user_preferences` */
  time?: number | null | undefined;
}

/** Tells a change of any field. Resolves with whether the business took it. */
export function sendChange(
  parts: Pick<Parts, 'sender' | 'numbers' | 'now'>,
  field: string,
  value: unknown,
  options: ChangeOptions,
): Promise<boolean> {
  const entryId = options.entryId ?? parts.numbers.pick(undefined).wabaId;
  const { time = Math.floor(parts.now() / 1000) } = options;
  return parts.sender.enqueue(`change ${newWamid()}`, {
    kind: 'change',
    entryId,
    time: time ?? undefined,
    field,
    value,
  });
}

/** Tells a status of an accepted message now, whatever the policy. `failed` carries `code`. */
export function sendStatus(parts: Parts, wamid: string, status: Status, code?: number): Promise<boolean> {
  const accepted = parts.accepted.byWamid(wamid);
  if (!accepted) throw new Error(`no message ${wamid} was accepted`);
  return parts.statuses.tell(accepted, status, code);
}
