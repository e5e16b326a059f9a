import {
  bareLedger,
  oddsUnder,
  type DirectRules,
  type Odds,
  type OnMiss,
  type Prize,
} from '../../fair-draw/index.js';

/** A number that was sold: the probability that it wins, and how many times its fair share that is. */
export interface Favour {
  readonly number: number;
  readonly chance: number;
  readonly timesFair: number;
}

/** The odds of one prize, drawn alone, once these numbers are sold. Probabilities are 0 to 1. */
export interface SoldOdds {
  readonly sold: number;
  /** That nobody wins. */
  readonly nobody: number;
  /** What each number sold would have if all had the same; null, as the two below, where nobody can win. */
  readonly fairShare: number | null;
  readonly least: Favour | null;
  readonly most: Favour | null;
  /** Numbers sold that no result leads to. */
  readonly cannotWin: number;
}

/** Exact counts become floating point after this many digits. */
const PRECISION = 10n ** 15n;

/** The odds of a prize under each rule for numbers nobody bought; undefined where they are not counted (see `oddsUnder`). */
export function soldOdds(
  rules: DirectRules,
  prize: Prize,
  onMisses: readonly OnMiss[],
  sold: readonly number[],
): readonly (SoldOdds | undefined)[] {
  const ledger = bareLedger(rules.raffle_id, rules.numbers, sold);
  return oddsUnder(rules, ledger, prize, onMisses).map((odds, at) =>
    odds === undefined ? undefined : figuresOf(odds, sold, finalWord(onMisses[at]) === 'seeded'),
  );
}

/** Every number sold has the same chance. */
export function evenOdds(sold: readonly number[]): SoldOdds {
  const [number] = sold;
  if (number === undefined) return nobodyWins(0);
  const fairShare = 1 / sold.length;
  const favour = { number, chance: fairShare, timesFair: 1 };
  return { sold: sold.length, nobody: 0, fairShare, least: favour, most: favour, cannotWin: 0 };
}

/**
 * So many numbers of a raffle as buyers could choose them, ascending. Gaps make the odds, and evenly spaced numbers would hide
 * them: these are taken by chance, but each time the same.
 */
export function sampleOf(first: number, emission: number, count: number): number[] {
  const sample: number[] = [];
  const chance = steadyChance();
  for (let at = 0; sample.length < count; at++) {
    const left = emission - at;
    if (chance() * left < count - sample.length) sample.push(first + at);
  }
  return sample;
}

function finalWord(onMiss: OnMiss | undefined): string | undefined {
  return onMiss?.policy === 'next_draw' ? onMiss.then : onMiss?.policy;
}

/** @param spread a random sequence gives what the digits give to nobody to all numbers alike */
function figuresOf({ total, none, counts }: Odds, sold: readonly number[], spread: boolean): SoldOdds {
  const nobody = spread && sold.length > 0 ? 0n : none;
  if (nobody === total) return nobodyWins(sold.length);
  const more = spread ? ratio(none, total) / sold.length : 0;
  const fairShare = ratio(total - nobody, total) / sold.length;
  const favour = (number: number): Favour => {
    const chance = ratio(counts.get(number) ?? 0n, total) + more;
    return { number, chance, timesFair: chance / fairShare };
  };
  const { least, most } = extremes(counts, sold);
  const cannotWin = more > 0 ? 0 : sold.filter((number) => !counts.has(number)).length;
  const [fewest, best] = [favour(least), favour(most)];
  return { sold: sold.length, nobody: ratio(nobody, total), fairShare, least: fewest, most: best, cannotWin };
}

function nobodyWins(sold: number): SoldOdds {
  return { sold, nobody: 1, fairShare: null, least: null, most: null, cannotWin: sold };
}

function extremes(
  counts: Odds['counts'],
  sold: readonly number[],
): { readonly least: number; readonly most: number } {
  let [least, most] = [sold[0] ?? 0, sold[0] ?? 0];
  let [min, max] = [counts.get(least) ?? 0n, counts.get(most) ?? 0n];
  for (const number of sold) {
    const count = counts.get(number) ?? 0n;
    if (count < min) [least, min] = [number, count];
    if (count > max) [most, max] = [number, count];
  }
  return { least, most };
}

function ratio(part: bigint, whole: bigint): number {
  return Number((part * PRECISION) / whole) / Number(PRECISION);
}

/** Numbers of [0, 1) that look like chance (mulberry32, of Tommy Ettinger) and are the same every time. */
function steadyChance(): () => number {
  let state = 0x7a1e;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
