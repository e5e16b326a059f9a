import { randomBytes } from 'node:crypto';
import { invariant } from '../../kernel/index.js';

const LENGTH = 32;

/** What hides the people of one raffle: destroying these keys makes its lists anonymous. 32 bytes each. */
export interface RaffleKeys {
  /** Salts of the tickets' commits. */
  readonly saltKey: Buffer;
  /** Pseudonyms in the ledger. */
  readonly pseudonymKey: Buffer;
}

/** New keys as one piece of 64 bytes, to be sealed. */
export function newRaffleKeys(): Buffer {
  return randomBytes(2 * LENGTH);
}

/** The keys in an opened piece. */
export function readRaffleKeys(bytes: Buffer): RaffleKeys {
  invariant(bytes.length === 2 * LENGTH, 'the keys of a raffle are 64 bytes');
  return { saltKey: bytes.subarray(0, LENGTH), pseudonymKey: bytes.subarray(LENGTH) };
}
