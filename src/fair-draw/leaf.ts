import { toHex } from './encode.js';
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

/** What the 70 bytes of a leaf say of its number; pseudonym and commit in hexadecimal. */
export interface LeafContent {
  readonly number: number;
  readonly eligible: boolean;
  readonly holder: string;
  readonly commit: string;
}

/** The number a leaf is about. */
export function leafNumber(leaf: Uint8Array): number {
  return new DataView(leaf.buffer, leaf.byteOffset, leaf.byteLength).getUint32(NUMBER_AT);
}

/** Reads the bytes of a leaf. Throws `E_LEDGER_FORMAT` for another length, version or raffle tag, or an unknown status. */
export function readLeaf(tag: Uint8Array, leaf: Uint8Array): LeafContent {
  const status = leaf[STATUS_AT];
  const ours = leaf[0] === LEAF_VERSION && tag.every((byte, at) => leaf[TAG_AT + at] === byte);
  if (!ours || leaf.length !== LEAF_LENGTH || (status !== 0 && status !== 1)) {
    refuse('E_LEDGER_FORMAT', 'the leaf has a wrong length, version, tag or status');
  }
  return {
    number: leafNumber(leaf),
    eligible: status === 1,
    holder: toHex(leaf.subarray(HOLDER_AT, COMMIT_AT)),
    commit: toHex(leaf.subarray(COMMIT_AT)),
  };
}
