import { raffleTag } from './holder.js';
import { encodeLeaf, LEAF_LENGTH } from './leaf.js';
import { Ledger } from './ledger.js';
import type { NumberRange } from './rules.js';

const NOBODY = { holder: new Uint8Array(16), commit: new Uint8Array(32) };

/**
 * A ledger in which these numbers take part and no person stands: to count odds with while there is no list yet. Nothing is hashed,
 * so it costs a tenth of a real one. Numbers in strictly ascending order, else `E_LEDGER_ORDER`, `E_NUMBER_RANGE`.
 */
export function bareLedger(raffleId: string, numbers: NumberRange, sold: readonly number[]): Ledger {
  const tag = raffleTag(raffleId);
  const bytes = new Uint8Array(sold.length * LEAF_LENGTH);
  sold.forEach((number, at) =>
    bytes.set(encodeLeaf(tag, { ...NOBODY, number, eligible: true }), at * LEAF_LENGTH),
  );
  return new Ledger(bytes, raffleId, numbers);
}
