import { createHash } from 'node:crypto';

/** What was written down of an action, as its hash sees it: every value as PostgreSQL's text. */
export interface AuditRow {
  readonly id: string;
  readonly actor: string | null;
  readonly apiKeyId: string | null;
  readonly action: string;
  readonly targetKind: string;
  readonly targetId: string;
  readonly detail: string;
  /** UTC, in microseconds. */
  readonly at: string;
}

/** The last entry so far: its number, from 0, and its hash in hexadecimal. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

/** Before the first entry. */
export const NO_ENTRY: AuditHead = { seq: -1, hash: '0'.repeat(64) };

const TAG = 'talonario/audit/1';

/**
 * The head after one more entry: SHA-256 over the tag, a zero byte and the JSON array of the hash before, the number and the row's
 * values in the order of `AuditRow`.
 */
export function appendToAudit({ seq, hash }: AuditHead, row: AuditRow): AuditHead {
  const { id, actor, apiKeyId, action, targetKind, targetId, detail, at } = row;
  const values = [hash, seq + 1, id, actor, apiKeyId, action, targetKind, targetId, detail, at];
  const next = createHash('sha256')
    .update(`${TAG}\0${JSON.stringify(values)}`)
    .digest('hex');
  return { seq: seq + 1, hash: next };
}
