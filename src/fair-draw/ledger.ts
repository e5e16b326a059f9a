import { toHex } from './encode.js';
import { refuse } from './errors.js';
import { raffleTag } from './holder.js';
import { COMMIT_AT, HOLDER_AT, LEAF_LENGTH, LEAF_VERSION, NUMBER_AT, STATUS_AT, TAG_AT } from './leaf.js';
import { MerkleRoot } from './merkle.js';
import type { NumberRange } from './rules.js';

/** Some milliseconds of work: often enough for a progress bar, too seldom to cost anything. */
const TOLD_EVERY = 4096;

/** A number found in the ledger; `index` is its leaf, `holder` the pseudonym in hexadecimal. */
export interface LedgerEntry {
  readonly index: number;
  readonly number: number;
  readonly eligible: boolean;
  readonly holder: string;
}

/** A checked `ledger.bin`, read in place: a lookup is a binary search in the bytes. */
export class Ledger {
  readonly size: number;
  readonly eligible: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #eligibleIndexes: Uint32Array | undefined;

  /**
   * Checks every leaf. Throws `E_LEDGER_FORMAT` (length, version, raffle tag, status), `E_LEDGER_ORDER` (not strictly
   * ascending), `E_NUMBER_RANGE`. The bytes must not change afterwards.
   */
  constructor(bytes: Uint8Array, raffleId: string, numbers: Pick<NumberRange, 'first' | 'last'>) {
    if (bytes.length % LEAF_LENGTH !== 0)
      refuse('E_LEDGER_FORMAT', `the ledger is not a multiple of ${LEAF_LENGTH} bytes`);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.size = bytes.length / LEAF_LENGTH;
    this.eligible = this.#checkLeaves(raffleTag(raffleId));
    // Ascending, so the ends speak for all.
    if (this.size > 0 && (this.#number(0) < numbers.first || this.#number(this.size - 1) > numbers.last)) {
      refuse('E_NUMBER_RANGE', 'the ledger holds a number outside first..last');
    }
  }

  #checkLeaves(tag: Uint8Array): number {
    let eligible = 0;
    let previous = -1;
    for (let index = 0; index < this.size; index++) {
      const status = this.#bytes[index * LEAF_LENGTH + STATUS_AT];
      if (!this.#isOurs(index, tag) || status === undefined || status > 1)
        refuse('E_LEDGER_FORMAT', `leaf ${index} has a wrong version, tag or status`);
      const number = this.#number(index);
      if (number <= previous) refuse('E_LEDGER_ORDER', `leaf ${index} is not above the one before`);
      previous = number;
      eligible += status;
    }
    return eligible;
  }

  /** Byte by byte, since a million leaves are looked at. */
  #isOurs(index: number, tag: Uint8Array): boolean {
    const start = index * LEAF_LENGTH;
    if (this.#bytes[start] !== LEAF_VERSION) return false;
    for (let at = 0; at < tag.length; at++) {
      if (this.#bytes[start + TAG_AT + at] !== tag[at]) return false;
    }
    return true;
  }

  #number(index: number): number {
    return this.#view.getUint32(index * LEAF_LENGTH + NUMBER_AT);
  }

  /** The 70 bytes of a leaf, not copied. */
  leaf(index: number): Uint8Array {
    return this.#bytes.subarray(index * LEAF_LENGTH, (index + 1) * LEAF_LENGTH);
  }

  *leaves(): Generator<Uint8Array> {
    for (let index = 0; index < this.size; index++) yield this.leaf(index);
  }

  /** What a leaf says. */
  entry(index: number): LedgerEntry {
    const leaf = this.leaf(index);
    return {
      index,
      number: this.#number(index),
      eligible: leaf[STATUS_AT] === 1,
      holder: toHex(leaf.subarray(HOLDER_AT, COMMIT_AT)),
    };
  }

  /** The index of the first leaf with this number or a higher one; `size` if there is none. */
  indexFrom(number: number): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#number(middle) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The leaf of a number, or undefined for a number nobody holds. */
  find(number: number): LedgerEntry | undefined {
    const index = this.indexFrom(number);
    return index < this.size && this.#number(index) === number ? this.entry(index) : undefined;
  }

  /** Whether a number is in the ledger and takes part. */
  takesPart(number: number): boolean {
    const index = this.indexFrom(number);
    return (
      index < this.size &&
      this.#number(index) === number &&
      this.#bytes[index * LEAF_LENGTH + STATUS_AT] === 1
    );
  }

  /** The indexes of the leaves that take part, in order; made at the first call. */
  eligibleIndexes(): Uint32Array {
    this.#eligibleIndexes ??= this.#collectEligible();
    return this.#eligibleIndexes;
  }

  #collectEligible(): Uint32Array {
    const indexes = new Uint32Array(this.eligible);
    let found = 0;
    for (let index = 0; index < this.size; index++) {
      if (this.#bytes[index * LEAF_LENGTH + STATUS_AT] === 1) indexes[found++] = index;
    }
    return indexes;
  }

  /**
   * The Merkle root (B3), 32 bytes; about two seconds for a million leaves. `onLeaves` is told every 4096th how many are done.
   */
  root(onLeaves?: (hashed: number, size: number) => void): Uint8Array {
    const tree = new MerkleRoot();
    for (let index = 0; index < this.size; index++) {
      tree.add(this.leaf(index));
      if (tree.size % TOLD_EVERY === 0) onLeaves?.(tree.size, this.size);
    }
    return tree.root();
  }
}
