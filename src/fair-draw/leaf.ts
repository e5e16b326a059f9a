import { refuse } from './errors.js';

/** Bytes of a leaf: version 1, raffle tag 16, number 4, status 1, holder 16, commit 32 (B3). */
export const LEAF_LENGTH = 70;
export const TAG_AT = 1;
export const NUMBER_AT = 17;
export const STATUS_AT = 21;
export const HOLDER_AT = 22;
export const COMMIT_AT = 38;
export const LEAF_VERSION = 1;

/** One number of the ledger. `eligible`: paid or otherwise entitled when the ledger was closed. */
export interface LedgerTicket {
  readonly number: number;
  readonly eligible: boolean;
  /** Pseudonym, 16 bytes. */
  readonly holder: Uint8Array;
  /** Holder commitment, 32 bytes. */
  readonly commit: Uint8Array;
}

/** The 70 bytes of a ticket; `tag` is the raffle tag. Throws `E_LEDGER_FORMAT` for a holder or commit of wrong length. */
export function encodeLeaf(tag: Uint8Array, { number, eligible, holder, commit }: LedgerTicket): Uint8Array {
  if (holder.length !== COMMIT_AT - HOLDER_AT || commit.length !== LEAF_LENGTH - COMMIT_AT) {
    refuse('E_LEDGER_FORMAT', 'a holder has 16 bytes and a commit 32');
  }
  const leaf = new Uint8Array(LEAF_LENGTH);
  leaf[0] = LEAF_VERSION;
  leaf.set(tag, TAG_AT);
  new DataView(leaf.buffer).setUint32(NUMBER_AT, number);
  leaf[STATUS_AT] = eligible ? 1 : 0;
  leaf.set(holder, HOLDER_AT);
  leaf.set(commit, COMMIT_AT);
  return leaf;
}
