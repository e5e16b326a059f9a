import { toHex } from './encode.js';
import { refuse } from './errors.js';
import { raffleTag } from './holder.js';
import { encodeLeaf, type LedgerTicket } from './leaf.js';
import { MerkleRoot } from './merkle.js';
import type { NumberRange } from './rules.js';

/** `ledger` of the commitment: root in hexadecimal, number of leaves, number of eligible ones. */
export interface LedgerSummary {
  readonly root: string;
  readonly size: number;
  readonly eligible: number;
}

/** Writes the ledger of one raffle leaf by leaf, in memory that does not grow with it. */
export class LedgerWriter {
  readonly #tag: Uint8Array;
  readonly #numbers: Pick<NumberRange, 'first' | 'last'>;
  readonly #tree = new MerkleRoot();
  #eligible = 0;
  #previous = -1;

  constructor(raffleId: string, numbers: Pick<NumberRange, 'first' | 'last'>) {
    this.#tag = raffleTag(raffleId);
    this.#numbers = numbers;
  }

  /** The 70 bytes to append to `ledger.bin`. Tickets come in strictly ascending number, else `E_LEDGER_ORDER`, `E_NUMBER_RANGE`. */
  add(ticket: LedgerTicket): Uint8Array {
    const { number } = ticket;
    if (!Number.isInteger(number) || number < this.#numbers.first || number > this.#numbers.last) {
      refuse('E_NUMBER_RANGE', 'a number is out of range');
    }
    if (number <= this.#previous) refuse('E_LEDGER_ORDER', 'numbers must be strictly ascending');
    const leaf = encodeLeaf(this.#tag, ticket);
    this.#tree.add(leaf);
    this.#previous = number;
    if (ticket.eligible) this.#eligible += 1;
    return leaf;
  }

  summary(): LedgerSummary {
    return { root: toHex(this.#tree.root()), size: this.#tree.size, eligible: this.#eligible };
  }
}
