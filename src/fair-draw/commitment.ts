import { taggedHash, toHex, VERSION } from './encode.js';
import { canonicalBytes } from './jcs.js';
import type { LedgerSummary } from './ledger-writer.js';
import * as read from './schema.js';

/** The closing record of B4, published before the entropy exists. Hashes in hexadecimal. */
export interface Commitment {
  readonly v: typeof VERSION;
  readonly type: 'commitment';
  readonly raffle_id: string;
  readonly rules_hash: string;
  readonly ledger: LedgerSummary;
  /** `YYYY-MM-DDTHH:MM:SSZ` */
  readonly closed_at: string;
  /** Hash of the last log entry before this one. */
  readonly log_head: string;
  /** Hash of the commitment this one corrects. */
  readonly supersedes?: string;
  readonly reason?: string;
}

/** `commitment_hash` of B4, hexadecimal. */
export function commitmentHash(commitment: unknown): string {
  return toHex(taggedHash('commitment', canonicalBytes(commitment)));
}

/** Reads a commitment. Throws `E_SCHEMA`, `E_VERSION`. */
export function parseCommitment(value: unknown): Commitment {
  const source = read.object(value, 'the commitment');
  read.typeIs(source, 'commitment');
  const ledger = read.child(source, 'ledger');
  return {
    v: read.versionIs(source),
    type: 'commitment',
    raffle_id: read.raffleId(source),
    rules_hash: read.hash(source, 'rules_hash'),
    ledger: {
      root: read.hash(ledger, 'root'),
      size: read.integer(ledger, 'size'),
      eligible: read.integer(ledger, 'eligible'),
    },
    closed_at: read.time(source, 'closed_at'),
    log_head: read.hash(source, 'log_head'),
    ...(read.has(source, 'supersedes') && {
      supersedes: read.hash(source, 'supersedes'),
      reason: read.text(source, 'reason'),
    }),
  };
}
