import { refuse } from './errors.js';
import * as read from './schema.js';

/** One published result of the lottery: exactly `width` digits, a value in first..last. */
export interface Position {
  readonly id: string;
  readonly width: number;
  readonly first: number;
  readonly last: number;
}

/** Which lottery, from which draw on, and which of its results count. */
export interface LotterySource {
  readonly source: string;
  readonly first_draw: string;
  readonly consecutive: boolean;
  readonly positions: readonly Position[];
}

/** lottery/seeded of B2: the digits of `draws` lottery draws feed the random stream. */
export interface SeededLottery extends LotterySource {
  readonly mode: 'lottery';
  readonly method: 'seeded';
  readonly draws: number;
}

// Up to here digit strings and counts of results stay exact integers; printed results have 4 to 6 digits.
const MAX_WIDTH = 15;
// Draws and positions are counted as u16 where they are hashed (B5).
const MAX_COUNT = 0xffff;

/** Reads what names a lottery's draws. Throws `E_SCHEMA`, `E_RULES`. */
export function parseLotterySource(source: read.Members): LotterySource {
  const lottery = {
    source: read.text(source, 'source'),
    first_draw: read.text(source, 'first_draw'),
    consecutive: optionalFlag(source, 'consecutive'),
    positions: parsePositions(source),
  };
  const { positions, consecutive, first_draw } = lottery;
  if (positions.length === 0 || positions.length > MAX_COUNT)
    refuse('E_RULES', `a lottery needs 1 to ${MAX_COUNT} positions`);
  if (new Set(positions.map(({ id }) => id)).size !== positions.length)
    refuse('E_RULES', 'two positions have the same id');
  // The id of draw i is int(first_draw) + i, so it must be a number.
  if (consecutive && !/^[0-9]{1,15}$/.test(first_draw))
    refuse('E_RULES', 'consecutive draws need a numeric first_draw');
  return lottery;
}

/** Reads declared positions, in the order of the rules. Throws `E_SCHEMA`, `E_RULES`. */
export function parsePositions(source: read.Members): readonly Position[] {
  return read.list(source, 'positions').map((item) => parsePosition(read.object(item, 'a position')));
}

/** Reads a count of lottery draws, 1..65535. Throws `E_SCHEMA`, `E_RULES`. */
export function parseDrawCount(source: read.Members, name: 'draws' | 'max_draws'): number {
  const count = read.integer(source, name);
  return count >= 1 && count <= MAX_COUNT ? count : refuse('E_RULES', `${name} must lie in 1..${MAX_COUNT}`);
}

export function optionalFlag(source: read.Members, name: string): boolean {
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
