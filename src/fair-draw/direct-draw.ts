import { candidate } from './candidate.js';
import type { Alternate, Place, Slot, Skipped, Unfilled } from './draw.js';
import { refuse } from './errors.js';
import type { Field } from './field.js';
import type { LotteryDraw } from './lottery.js';
import { Puller } from './pull.js';
import type { DirectRules, Prize } from './rules.js';
import { finalPolicy, maxDraws } from './rules-direct.js';
import { Walker } from './walk.js';

/**
 * lottery/direct (B7) on checked rules and checked lottery draws: the digits name the winners. Draw-major: every open prize is tried
 * on an earlier lottery draw before any is tried on a later one.
 */
export class DirectDrawer {
  readonly method = 'direct';
  readonly slots: readonly Slot[];
  readonly alternates: readonly Alternate[];
  readonly #rules: DirectRules;
  readonly #field: Field;
  readonly #candidates: readonly ReadonlyMap<string, number>[];
  // Both look at the whole ledger, and most draws need neither.
  readonly #walker: () => Walker;
  readonly #puller: () => Puller;

  constructor(
    rules: DirectRules,
    field: Field,
    draws: readonly LotteryDraw[],
    prk: Uint8Array,
    skipped: Skipped[],
  ) {
    const { entropy, numbers } = rules;
    this.#rules = rules;
    this.#field = field;
    this.#candidates = draws.map(
      (draw) => new Map(entropy.extractors.map((item) => [item.id, candidate(entropy, numbers, item, draw)])),
    );
    this.#walker = once(() => new Walker(field));
    this.#puller = once(() => new Puller(field, prk, skipped));
    this.slots = this.#drawSlots();
    this.alternates = this.#drawAlternates();
  }

  #drawSlots(): readonly Slot[] {
    const open = this.#rules.prizes.flatMap((prize) =>
      Array.from({ length: prize.units }, (_, unit) => ({ prize, unit: unit + 1 })),
    );
    const hits = new Map<(typeof open)[number], Place>();
    this.#candidates.forEach((_, draw) => {
      for (const slot of open) {
        const hit = hits.has(slot) ? undefined : this.#firstHit(slot.prize.extract, draw);
        if (hit !== undefined) hits.set(slot, hit);
      }
    });
    return open.map((slot): Slot => {
      const { prize, unit } = slot;
      const place = hits.get(slot) ?? this.#onMiss(prize);
      return typeof place === 'string'
        ? { prize: prize.id, unit, status: place }
        : { prize: prize.id, unit, status: 'won', ...place };
    });
  }

  #drawAlternates(): readonly Alternate[] {
    return this.#rules.entropy.alternates_extract
      .map((id) => this.#firstHit([id], 0))
      .filter((hit) => hit !== undefined)
      .map((hit, index) => ({ rank: index + 1, ...hit }));
  }

  /** Who gets a unit of a prize whose holder was disqualified. */
  successor(prizeId: string): Place | Unfilled {
    const prize =
      this.#rules.prizes.find(({ id }) => id === prizeId) ?? refuse('E_EVENT', 'there is no such prize');
    for (const draw of this.#candidates.keys()) {
      const hit = this.#firstHit(prize.extract, draw);
      if (hit !== undefined) return hit;
    }
    return this.#onMiss(prize);
  }

  /** Takes the first hit of the extractors on one lottery draw. */
  #firstHit(extractors: readonly string[], draw: number): Place | undefined {
    for (const extract of extractors) {
      const entry = this.#field.free(this.#candidate(extract, draw));
      if (entry !== undefined) {
        this.#field.take(entry);
        return { number: entry.number, index: entry.index, via: 'candidate', draw, extract };
      }
    }
    return undefined;
  }

  #candidate(extract: string, draw: number): number {
    return this.#candidates[draw]?.get(extract) ?? refuse('E_RULES', 'an extractor is not declared');
  }

  #onMiss(prize: Prize): Place | Unfilled {
    if (this.#candidates.length < maxDraws(this.#rules.entropy)) return 'pending';
    const policy = finalPolicy(this.#rules.entropy);
    if (policy === 'house') return 'vacant';
    if (policy === 'seeded') return this.#pullSeeded();
    const from = this.#candidate(prize.extract[0] ?? '', 0);
    const entry = this.#walker().walk(policy, from);
    if (entry === undefined) return 'vacant';
    this.#field.take(entry);
    return { number: entry.number, index: entry.index, via: policy, candidate: from };
  }

  #pullSeeded(): Place | Unfilled {
    const pulled = this.#puller().pull();
    if (pulled === undefined) return 'vacant';
    const { entry, step } = pulled;
    return { number: entry.number, index: entry.index, via: 'seeded', step };
  }
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
