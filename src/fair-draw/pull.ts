import type { Skipped } from './draw.js';
import type { Field } from './field.js';
import type { LedgerEntry } from './ledger.js';
import { Sequence } from './sequence.js';

/** What a pull gave: the leaf, and which step of the sequence it was. */
export interface Pulled {
  readonly entry: LedgerEntry;
  readonly step: number;
}

/** Takes leaves out of a field in the random order of a key (B7); what it passes over because of a holder goes into `skipped`. */
export class Puller {
  readonly #field: Field;
  readonly #skipped: Skipped[];
  readonly #eligible: Uint32Array;
  readonly #sequence: Sequence;

  constructor(field: Field, prk: Uint8Array, skipped: Skipped[]) {
    this.#field = field;
    this.#skipped = skipped;
    this.#eligible = field.ledger.eligibleIndexes();
    this.#sequence = new Sequence(prk, this.#eligible.length);
  }

  /** The next leaf that can be drawn, taken; undefined when the sequence is at its end. */
  pull(): Pulled | undefined {
    for (let next = this.#sequence.next(); next !== undefined; next = this.#sequence.next()) {
      const entry = this.#field.ledger.entry(this.#eligible[next.item] ?? 0);
      const obstacle = this.#field.obstacle(entry);
      if (obstacle === undefined) {
        this.#field.take(entry);
        return { entry, step: next.step };
      }
      if (obstacle !== 'gone')
        this.#skipped.push({ step: next.step, number: entry.number, reason: obstacle });
    }
    return undefined;
  }
}
