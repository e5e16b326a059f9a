import { refuse } from './errors.js';
import { optionalFlag, parseDrawCount, parseLotterySource, type LotterySource } from './rules-lottery.js';
import * as read from './schema.js';

/** Takes the first or last `n` digits of a position's result. */
export interface Extractor {
  readonly id: string;
  readonly position: string;
  readonly take: 'last' | 'first';
  readonly n: number;
}

/** What becomes of a prize whose numbers were not sold, once no lottery draw is left to wait for. */
export const MISS_POLICIES = ['house', 'next_up', 'next_down', 'nearest', 'seeded'] as const;
export type MissPolicy = (typeof MISS_POLICIES)[number];

/** What happens to a prize whose numbers were not sold (B7 step 2). */
export type OnMiss =
  | { readonly policy: MissPolicy }
  | { readonly policy: 'next_draw'; readonly max_draws: number; readonly then: MissPolicy };

/** lottery/direct of B2: the digits themselves name the winning number. */
export interface DirectLottery extends LotterySource {
  readonly mode: 'lottery';
  readonly method: 'direct';
  readonly extractors: readonly Extractor[];
  readonly map: 'suffix' | 'modulo';
  readonly zero_is_top: boolean;
  readonly on_miss: OnMiss;
  readonly alternates_extract: readonly string[];
}

/** What of the other rules decides whether a lottery/direct section is allowed. */
interface Surroundings {
  readonly numbers: { readonly last: number };
  readonly alternates: number;
  readonly prizes: readonly { readonly extract: readonly string[] }[];
}

const MAX_NUMBER = 999_999;

/** Reads and checks the entropy section of lottery/direct rules. Throws `E_SCHEMA`, `E_RULES`. */
export function parseDirectLottery(source: read.Members, rules: Surroundings): DirectLottery {
  const lottery: DirectLottery = {
    mode: 'lottery',
    method: 'direct',
    ...parseLotterySource(source),
    extractors: read
      .list(source, 'extractors')
      .map((item) => parseExtractor(read.object(item, 'an extractor'))),
    map: read.oneOf(source, 'map', ['suffix', 'modulo']),
    zero_is_top: optionalFlag(source, 'zero_is_top'),
    on_miss: parseOnMiss(read.child(source, 'on_miss')),
    alternates_extract: read.has(source, 'alternates_extract')
      ? read.texts(source, 'alternates_extract')
      : [],
  };
  checkExtractors(lottery);
  checkSurroundings(lottery, rules);
  return lottery;
}

function parseExtractor(source: read.Members): Extractor {
  return {
    id: read.text(source, 'id'),
    position: read.text(source, 'position'),
    take: read.oneOf(source, 'take', ['last', 'first']),
    n: read.integer(source, 'n'),
  };
}

function parseOnMiss(source: read.Members): OnMiss {
  const policy = read.oneOf(source, 'policy', ['next_draw', ...MISS_POLICIES]);
  if (policy !== 'next_draw') return { policy };
  const max_draws = parseDrawCount(source, 'max_draws');
  // oxlint-disable-next-line unicorn/no-thenable -- B2 names the member so; a string is never awaited as a promise
  return { policy, max_draws, then: read.oneOf(source, 'then', MISS_POLICIES) };
}

function checkExtractors({ positions, extractors }: DirectLottery): void {
  const widths = new Map(positions.map((position) => [position.id, position.width]));
  if (new Set(extractors.map((extractor) => extractor.id)).size !== extractors.length) {
    refuse('E_RULES', 'two extractors have the same id');
  }
  for (const { position, n } of extractors) {
    const width =
      widths.get(position) ?? refuse('E_RULES', 'an extractor names a position that is not declared');
    if (n < 1 || n > width)
      refuse('E_RULES', 'an extractor takes more digits than its position has, or none');
  }
}

function checkSurroundings(lottery: DirectLottery, rules: Surroundings): void {
  if (rules.alternates !== 0) refuse('E_RULES', 'alternates must be 0 in a lottery/direct draw');
  if (rules.numbers.last > MAX_NUMBER)
    refuse('E_RULES', 'numbers must stay below 1000000 in a lottery/direct draw');
  const known = new Set(lottery.extractors.map((extractor) => extractor.id));
  const named = [...rules.prizes.flatMap((prize) => prize.extract), ...lottery.alternates_extract];
  if (named.some((id) => !known.has(id))) refuse('E_RULES', 'an extractor is used but not declared');
  if (rules.prizes.some((prize) => prize.extract.length === 0)) refuse('E_RULES', 'a prize has no extractor');
}

/** What happens to a prize when no lottery draw is left. */
export function finalPolicy({ on_miss }: DirectLottery): MissPolicy {
  return on_miss.policy === 'next_draw' ? on_miss.then : on_miss.policy;
}

/** How many lottery draws the rules look at, at most. */
export function maxDraws({ on_miss }: DirectLottery): number {
  return on_miss.policy === 'next_draw' ? on_miss.max_draws : 1;
}
