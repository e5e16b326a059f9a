import type { Alternate, Place, Skipped, Slot, Unfilled } from './draw.js';
import type { Field } from './field.js';
import { Puller } from './pull.js';
import type { Rules } from './rules.js';

/** The method `sequence` of B7: prizes in order, then the alternates, one after the other out of one random order. */
export class SequenceDrawer {
  readonly method = 'sequence';
  readonly slots: readonly Slot[];
  readonly alternates: readonly Alternate[];
  readonly #puller: Puller;

  constructor(
    rules: Pick<Rules, 'prizes' | 'alternates'>,
    field: Field,
    prk: Uint8Array,
    skipped: Skipped[],
  ) {
    this.#puller = new Puller(field, prk, skipped);
    this.slots = rules.prizes.flatMap((prize) =>
      Array.from({ length: prize.units }, (_, unit) => this.#drawSlot(prize.id, unit + 1)),
    );
    this.alternates = this.#drawAlternates(rules.alternates);
  }

  #drawSlot(prize: string, unit: number): Slot {
    const place = this.successor();
    return typeof place === 'string'
      ? { prize, unit, status: place }
      : { prize, unit, status: 'won', ...place };
  }

  #drawAlternates(count: number): readonly Alternate[] {
    const alternates: Alternate[] = [];
    while (alternates.length < count) {
      const place = this.successor();
      if (typeof place === 'string') break;
      alternates.push({ rank: alternates.length + 1, ...place });
    }
    return alternates;
  }

  /** The next of the order. */
  successor(): Place | Unfilled {
    const pulled = this.#puller.pull();
    if (pulled === undefined) return 'vacant';
    const { entry, step } = pulled;
    return { number: entry.number, index: entry.index, via: 'sequence', step };
  }
}
