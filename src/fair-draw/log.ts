import { taggedHash, toHex, VERSION } from './encode.js';
import { refuse } from './errors.js';
import { canonicalBytes } from './jcs.js';
import * as read from './schema.js';

/** The events of B10, and ours: an entry receipt issued anew, the keys that hide people destroyed. */
export type LogEvent =
  | 'rules.published'
  | 'ticket.reserved'
  | 'ticket.paid'
  | 'ticket.released'
  | 'ticket.voided'
  | 'sales.closed'
  | 'commitment.published'
  | 'entropy.received'
  | 'draw.executed'
  | 'slot.disqualified'
  | 'prize.claimed'
  | 'prize.delivered'
  | 'receipt.reissued'
  | 'keys.destroyed';

/** An entry before it is chained. `data` holds numbers, hashes and amounts, no personal data; `at` is in whole seconds. */
export interface LogDraft {
  readonly raffle_id: string;
  readonly at: string;
  readonly event: LogEvent;
  readonly data: object;
}

/** A chained entry (B10). */
export interface LogEntry extends LogDraft {
  readonly v: typeof VERSION;
  readonly type: 'log';
  readonly seq: number;
  readonly prev: string;
}

/** The last entry so far: its number and its hash in hexadecimal. */
export interface LogHead {
  readonly seq: number;
  readonly hash: string;
}

const NO_ENTRY: LogHead = { seq: -1, hash: '0'.repeat(64) };

/** Hash of an entry, hexadecimal. */
export function logHash(entry: object): string {
  return toHex(taggedHash('log', canonicalBytes(entry)));
}

/** Chains an entry to the head (undefined = the log is empty) and gives the new head. */
export function appendToLog(
  head: LogHead | undefined,
  draft: LogDraft,
): { readonly entry: LogEntry; readonly head: LogHead } {
  const { seq, hash } = head ?? NO_ENTRY;
  const { raffle_id, at, event, data } = draft;
  const entry: LogEntry = { v: VERSION, type: 'log', raffle_id, seq: seq + 1, at, event, data, prev: hash };
  return { entry, head: { seq: entry.seq, hash: logHash(entry) } };
}

/** The head of a whole log from its first entry on. Throws `E_SCHEMA` where an entry does not follow the one before. */
export function headOfLog(raffleId: string, entries: readonly unknown[]): LogHead | undefined {
  let head = NO_ENTRY;
  for (const value of entries) {
    const entry = read.object(value, 'a log entry');
    const follows = read.integer(entry, 'seq') === head.seq + 1 && read.text(entry, 'prev') === head.hash;
    read.versionIs(entry);
    read.typeIs(entry, 'log');
    if (!follows || read.raffleId(entry) !== raffleId)
      refuse('E_SCHEMA', `entry ${head.seq + 1} breaks the chain`);
    head = { seq: head.seq + 1, hash: logHash(entry) };
  }
  return head === NO_ENTRY ? undefined : head;
}
