import { candidate } from './candidate.js';
import type { Alternate, Slot, Winner } from './draw.js';
import { refuse } from './errors.js';
import type { LedgerEntry } from './ledger.js';
import { type LotteryDraw, maxDraws } from './lottery.js';
import type { DirectRules } from './rules.js';

/** Where the draw looks numbers up; undefined for a number that is not in the ledger. */
export interface LedgerLookup {
  find(number: number): LedgerEntry | undefined;
}

/** What lottery/direct decides; the same input gives the same outcome everywhere. */
export interface DirectOutcome {
  readonly slots: readonly Slot[];
  readonly alternates: readonly Alternate[];
  readonly winners: readonly Winner[];
}

/**
 * Draws lottery/direct (B7) from checked rules and checked lottery draws. Draw-major: every open prize is tried on an earlier
 * lottery draw before any is tried on a later one.
 */
export function drawDirect(
  rules: DirectRules,
  ledger: LedgerLookup,
  draws: readonly LotteryDraw[],
): DirectOutcome {
  const hits = new Hits(rules, ledger, draws);
  const openStatus = draws.length < maxDraws(rules.entropy) ? 'pending' : 'vacant';
  const open = rules.prizes.flatMap((prize) =>
    Array.from({ length: prize.units }, (_, unit) => ({
      prize: prize.id,
      unit: unit + 1,
      extract: prize.extract,
    })),
  );
  const won = new Map<(typeof open)[number], Hit>();
  draws.forEach((_, draw) => {
    for (const slot of open) {
      const hit = won.has(slot) ? undefined : hits.first(slot.extract, draw);
      if (hit !== undefined) won.set(slot, hit);
    }
  });
  const slots = open.map((slot): Slot => {
    const { prize, unit } = slot;
    const hit = won.get(slot);
    return hit === undefined ? { prize, unit, status: openStatus } : { prize, unit, status: 'won', ...hit };
  });
  return { slots, alternates: drawAlternates(rules, hits), winners: winnersOf(slots) };
}

function drawAlternates(rules: DirectRules, hits: Hits): readonly Alternate[] {
  return rules.entropy.alternates_extract
    .map((id) => hits.first([id], 0))
    .filter((hit) => hit !== undefined)
    .map((hit, index) => ({ rank: index + 1, ...hit }));
}

function winnersOf(slots: readonly Slot[]): readonly Winner[] {
  return slots.flatMap((slot) =>
    slot.status === 'won' ? [{ prize: slot.prize, unit: slot.unit, number: slot.number }] : [],
  );
}

interface Hit {
  readonly number: number;
  readonly index: number;
  readonly via: 'candidate';
  readonly draw: number;
  readonly extract: string;
}

/** Finds the candidates that hit, and remembers what they took: a number wins once, a holder too if the rules say so. */
class Hits {
  readonly #rules: DirectRules;
  readonly #ledger: LedgerLookup;
  readonly #candidates: readonly ReadonlyMap<string, number>[];
  readonly #taken = new Set<number>();
  readonly #holders = new Set<string>();

  constructor(rules: DirectRules, ledger: LedgerLookup, draws: readonly LotteryDraw[]) {
    const { entropy, numbers } = rules;
    this.#rules = rules;
    this.#ledger = ledger;
    this.#candidates = draws.map(
      (draw) => new Map(entropy.extractors.map((item) => [item.id, candidate(entropy, numbers, item, draw)])),
    );
  }

  /** Takes the first hit of the extractors on one lottery draw. */
  first(extractors: readonly string[], draw: number): Hit | undefined {
    for (const extract of extractors) {
      const entry = this.#take(
        this.#candidates[draw]?.get(extract) ?? refuse('E_RULES', 'an extractor is not declared'),
      );
      if (entry !== undefined)
        return { number: entry.number, index: entry.index, via: 'candidate', draw, extract };
    }
    return undefined;
  }

  #take(number: number): LedgerEntry | undefined {
    const entry = this.#taken.has(number) ? undefined : this.#ledger.find(number);
    if (entry === undefined || !entry.eligible) return undefined;
    if (this.#rules.one_prize_per_holder && this.#holders.has(entry.holder)) return undefined;
    this.#taken.add(number);
    this.#holders.add(entry.holder);
    return entry;
  }
}
