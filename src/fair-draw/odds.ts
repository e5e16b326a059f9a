import { Field } from './field.js';
import type { Ledger } from './ledger.js';
import type { DirectRules, Prize } from './rules.js';
import { type Extractor, finalPolicy, maxDraws, type OnMiss } from './rules-direct.js';
import { resultCounter } from './universe.js';
import { Walker } from './walk.js';

/**
 * How many of all `total` results of the lottery give the prize to each number, if it is drawn first. `none`: results in which the
 * digits give it to nobody, so that it stays with the house or a seeded draw decides.
 */
export interface Odds {
  readonly total: bigint;
  readonly none: bigint;
  /** Numbers that can win. */
  readonly counts: ReadonlyMap<number, bigint>;
}

/** Odds in few words; `min` and `max` are over the `distinct` numbers that can win. */
export interface OddsSummary {
  readonly total: number;
  readonly none: number;
  readonly min: number;
  readonly max: number;
  readonly distinct: number;
}

const MAX_DIGITS = 7;
const MAX_BITS = 4096;

/**
 * The odds of a prize (B7) against a ledger. Undefined where they are too big to be counted: extractors that share a position or
 * read more than seven digits as they are, and very many lottery draws.
 */
export function oddsOf(rules: DirectRules, ledger: Ledger, prize: Prize): Odds | undefined {
  return oddsUnder(rules, ledger, prize, [rules.entropy.on_miss])[0];
}

/**
 * The same under several rules for numbers nobody bought, in their order; what the rules themselves say of those is not asked.
 * Which results hit is read once for all.
 */
export function oddsUnder(
  rules: DirectRules,
  ledger: Ledger,
  prize: Prize,
  onMisses: readonly OnMiss[],
): readonly (Odds | undefined)[] {
  const tables = tablesOf(rules, ledger, prize);
  return onMisses.map((on_miss) => {
    const under = { ...rules, entropy: { ...rules.entropy, on_miss } };
    return tables === undefined ? undefined : countOdds(under, ledger, tables);
  });
}

function countOdds(rules: DirectRules, ledger: Ledger, tables: readonly Table[]): Odds | undefined {
  const draws = maxDraws(rules.entropy);
  const results = tables.reduce((product, { total }) => product * total, 1n);
  if (results.toString(2).length * draws > MAX_BITS) return undefined;
  const misses = tables.reduce((product, { missed }) => product * missed, 1n);
  const counts = new Map<number, bigint>();
  const add = (number: number, count: bigint): void =>
    void (count > 0n && counts.set(number, (counts.get(number) ?? 0n) + count));
  // A later lottery draw counts only where all earlier ones missed.
  const weight = seriesWeight(results, misses, draws);
  tables.forEach(({ hits }, at) => {
    const before = tables.slice(0, at).reduce((product, table) => product * table.missed, 1n);
    const after = tables.slice(at + 1).reduce((product, table) => product * table.total, 1n);
    for (const [number, count] of hits) add(number, count * before * after * weight);
  });
  const others = tables.slice(1).reduce((product, { missed }) => product * missed, 1n);
  for (const [number, count] of walked(rules, ledger, tables[0]))
    add(number, count * others * misses ** BigInt(draws - 1));
  const total = results ** BigInt(draws);
  return { total, none: [...counts.values()].reduce((rest, count) => rest - count, total), counts };
}

/** The figures people compare. */
export function summaryOf({ total, none, counts }: Odds): OddsSummary {
  let [min, max] = [counts.size === 0 ? 0n : total, 0n];
  for (const count of counts.values()) {
    if (count < min) min = count;
    if (count > max) max = count;
  }
  return {
    total: Number(total),
    none: Number(none),
    min: Number(min),
    max: Number(max),
    distinct: counts.size,
  };
}

/** The results of one extractor: those that hit, by number, and those that miss, by candidate. */
interface Table {
  readonly total: bigint;
  readonly hits: ReadonlyMap<number, bigint>;
  readonly misses: ReadonlyMap<number, bigint>;
  readonly missed: bigint;
}

function tablesOf(rules: DirectRules, ledger: Ledger, prize: Prize): readonly Table[] | undefined {
  const { extractors } = rules.entropy;
  const used = prize.extract.flatMap((id) => extractors.filter((extractor) => extractor.id === id));
  const shared = new Set(used.map(({ position }) => position)).size !== used.length;
  const wide = rules.entropy.map === 'suffix' && used.some(({ n }) => n > MAX_DIGITS);
  if (shared || wide) return undefined;
  return used.map((extractor) => tableOf(rules, ledger, extractor));
}

function tableOf({ entropy, numbers }: DirectRules, ledger: Ledger, extractor: Extractor): Table {
  const position = entropy.positions.find(({ id }) => id === extractor.position);
  if (position === undefined) throw new RangeError('the rules were not checked');
  const hits = new Map<number, bigint>();
  const misses = new Map<number, bigint>();
  const count = resultCounter(entropy, numbers, extractor, position);
  let missed = 0n;
  const [lowest, highest] = nameable(entropy, numbers, extractor);
  for (let number = lowest; number <= highest; number++) {
    const results = BigInt(count(number));
    if (results === 0n) continue;
    const hit = ledger.takesPart(number);
    (hit ? hits : misses).set(number, results);
    if (!hit) missed += results;
  }
  return { total: BigInt(position.last - position.first + 1), hits, misses, missed };
}

/** The lowest and the highest number an extractor can name: with `suffix` also numbers the raffle does not have. */
function nameable(
  { map }: DirectRules['entropy'],
  { first, last }: DirectRules['numbers'],
  { n }: Extractor,
): readonly [number, number] {
  return map === 'modulo' ? [first, last] : [0, 10 ** n];
}

/** Where the results of the first extractor that miss are moved to. */
function walked(rules: DirectRules, ledger: Ledger, table: Table | undefined): ReadonlyMap<number, bigint> {
  const policy = finalPolicy(rules.entropy);
  const counts = new Map<number, bigint>();
  if (table === undefined || policy === 'house' || policy === 'seeded') return counts;
  const walker = new Walker(new Field(ledger, rules.one_prize_per_holder));
  for (const [from, count] of table.misses) {
    const entry = walker.walk(policy, from);
    if (entry !== undefined) counts.set(entry.number, (counts.get(entry.number) ?? 0n) + count);
  }
  return counts;
}

/** Σ over the draws d of misses^d · results^(draws-1-d): how often a hit of one lottery draw decides. */
function seriesWeight(results: bigint, misses: bigint, draws: number): bigint {
  let weight = 0n;
  for (let draw = 0; draw < draws; draw++) weight = weight * results + misses ** BigInt(draw);
  return weight;
}
