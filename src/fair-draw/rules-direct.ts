import { refuse } from './errors.js';
import * as read from './schema.js';

/** One published result of the lottery: exactly `width` digits, a value in first..last. */
export interface Position {
  readonly id: string;
  readonly width: number;
  readonly first: number;
  readonly last: number;
}

/** Takes the first or last `n` digits of a position's result. */
export interface Extractor {
  readonly id: string;
  readonly position: string;
  readonly take: 'last' | 'first';
  readonly n: number;
}

export type MissPolicy = 'house' | 'next_up' | 'next_down' | 'nearest' | 'seeded';

/** What happens to a prize whose numbers were not sold (B7 step 2). */
export type OnMiss =
  | { readonly policy: MissPolicy }
  | { readonly policy: 'next_draw'; readonly max_draws: number; readonly then: MissPolicy };

/** lottery/direct of B2: the digits themselves name the winning number. */
export interface DirectLottery {
  readonly mode: 'lottery';
  readonly method: 'direct';
  readonly source: string;
  readonly first_draw: string;
  readonly consecutive: boolean;
  readonly positions: readonly Position[];
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

const MISS_POLICIES: readonly MissPolicy[] = ['house', 'next_up', 'next_down', 'nearest', 'seeded'];
const MAX_NUMBER = 999_999;
// Up to here digit strings and counts of results stay exact integers; printed results have 4 to 6 digits.
const MAX_WIDTH = 15;
// The count of draws is hashed as u16 (B5).
const MAX_DRAWS = 0xffff;

/** Reads and checks the entropy section of lottery/direct rules. Throws `E_SCHEMA`, `E_RULES`. */
export function parseDirectLottery(source: read.Members, rules: Surroundings): DirectLottery {
  const lottery: DirectLottery = {
    mode: 'lottery',
    method: 'direct',
    source: read.text(source, 'source'),
    first_draw: read.text(source, 'first_draw'),
    consecutive: optionalFlag(source, 'consecutive'),
    positions: read.list(source, 'positions').map((item) => parsePosition(read.object(item, 'a position'))),
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
  // The id of draw i is int(first_draw) + i, so it must be a number.
  if (lottery.consecutive && !/^[0-9]{1,15}$/.test(lottery.first_draw)) {
    refuse('E_RULES', 'consecutive draws need a numeric first_draw');
  }
  return lottery;
}

function optionalFlag(source: read.Members, name: string): boolean {
  return read.has(source, name) ? read.flag(source, name) : false;
}

function parsePosition(source: read.Members): Position {
  const position = {
    id: read.text(source, 'id'),
    width: read.integer(source, 'width'),
    first: read.integer(source, 'first'),
    last: read.integer(source, 'last'),
  };
  const { width, first, last } = position;
  if (width < 1 || width > MAX_WIDTH) refuse('E_RULES', `a position has 1 to ${MAX_WIDTH} digits`);
  if (first < 0 || first > last || last >= 10 ** width)
    refuse('E_RULES', 'the range of a position does not fit its digits');
  return position;
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
  const max_draws = read.integer(source, 'max_draws');
  if (max_draws < 1 || max_draws > MAX_DRAWS) refuse('E_RULES', `max_draws must lie in 1..${MAX_DRAWS}`);
  // oxlint-disable-next-line unicorn/no-thenable -- B2 names the member so; a string is never awaited as a promise
  return { policy, max_draws, then: read.oneOf(source, 'then', MISS_POLICIES) };
}

function checkExtractors({ positions, extractors }: DirectLottery): void {
  const widths = new Map(positions.map((position) => [position.id, position.width]));
  if (widths.size !== positions.length) refuse('E_RULES', 'two positions have the same id');
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
