import type { Field } from './field.js';
import type { LedgerEntry } from './ledger.js';

/** Rules that move a prize from a number nobody holds to a neighbour. */
export type WalkPolicy = 'next_up' | 'next_down' | 'nearest';

/**
 * Finds the free number beside a candidate (B7 step 2). A leaf that is not free never becomes free again, so each direction
 * remembers what it has passed: many prizes with the same candidate do not walk the same way again.
 */
export class Walker {
  readonly #field: Field;
  readonly #up: Shortcuts;
  readonly #down: Shortcuts;

  constructor(field: Field) {
    const { size } = field.ledger;
    this.#field = field;
    this.#up = new Shortcuts(size);
    this.#down = new Shortcuts(size);
  }

  /** The leaf the policy moves the prize to; undefined when nothing is free. */
  walk(policy: WalkPolicy, from: number): LedgerEntry | undefined {
    switch (policy) {
      case 'next_up':
        return this.#above(from) ?? this.#above(0);
      case 'next_down':
        return this.#below(from) ?? this.#below(Number.MAX_SAFE_INTEGER);
      case 'nearest':
        return nearer(from, this.#below(from), this.#above(from));
    }
  }

  /** The smallest free number that is not below. */
  #above(number: number): LedgerEntry | undefined {
    const { ledger } = this.#field;
    const index = this.#up.find(ledger.indexFrom(number), (at) => this.#isFree(at));
    return index < ledger.size ? ledger.entry(index) : undefined;
  }

  /** The greatest free number that is not above. */
  #below(number: number): LedgerEntry | undefined {
    const { ledger } = this.#field;
    const last = ledger.size - 1;
    // Counted from the end, down is up.
    const start = last - (ledger.indexFrom(number + 1) - 1);
    const mirrored = this.#down.find(start, (at) => this.#isFree(last - at));
    return mirrored < ledger.size ? ledger.entry(last - mirrored) : undefined;
  }

  #isFree(index: number): boolean {
    return this.#field.obstacle(this.#field.ledger.entry(index)) === undefined;
  }
}

function nearer(
  from: number,
  below: LedgerEntry | undefined,
  above: LedgerEntry | undefined,
): LedgerEntry | undefined {
  if (below === undefined || above === undefined) return below ?? above;
  // A tie goes to the higher number.
  return from - below.number < above.number - from ? below : above;
}

/** Walks upwards over indexes 0..size and skips in one step what was passed before. */
class Shortcuts {
  readonly #size: number;
  /** Where to go on from an index that is not free; the index itself while that is not known. */
  readonly #next: Uint32Array;

  constructor(size: number) {
    this.#size = size;
    this.#next = new Uint32Array(size);
    for (let index = 0; index < size; index++) this.#next[index] = index;
  }

  /** The first index from `start` on that is free; `size` if none is. */
  find(start: number, isFree: (index: number) => boolean): number {
    let at = start;
    while (at < this.#size) {
      const next = this.#next[at] ?? this.#size;
      if (next !== at) at = next;
      else if (isFree(at)) break;
      else at = this.#next[at] = at + 1;
    }
    this.#shorten(start, at);
    return at;
  }

  #shorten(start: number, end: number): void {
    for (let at = start; at < end;) {
      const next = this.#next[at] ?? end;
      this.#next[at] = end;
      at = next;
    }
  }
}
