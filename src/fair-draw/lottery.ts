import { concat, lengthPrefixed, taggedHash, u16 } from './encode.js';
import { refuse } from './errors.js';
import type { LotterySource, Position } from './rules-lottery.js';
import * as read from './schema.js';

/** One official lottery draw as the operator enters it. `results`: digits by position id, leading zeros kept. */
export interface LotteryDraw {
  readonly source: string;
  readonly draw_id: string;
  readonly drawn_at: string;
  readonly results: Readonly<Record<string, string>>;
}

/** Evidence of kind `lottery` (B5), draws in the order they were held. */
export interface LotteryEvidence {
  readonly kind: 'lottery';
  readonly draws: readonly LotteryDraw[];
}

/** Reads lottery evidence; of the results only declared positions are looked at. Throws `E_SCHEMA`. */
export function parseLotteryDraws(
  source: read.Members,
  positions: readonly Position[],
): readonly LotteryDraw[] {
  const draws = read
    .list(source, 'draws')
    .map((item) => parseDraw(read.object(item, 'a lottery draw'), positions));
  return draws;
}

function parseDraw(source: read.Members, positions: readonly Position[]): LotteryDraw {
  const results = read.child(source, 'results');
  return {
    source: read.text(source, 'source'),
    draw_id: read.text(source, 'draw_id'),
    drawn_at: read.time(source, 'drawn_at'),
    results: Object.fromEntries(positions.map(({ id }) => [id, read.text(results, id)])),
  };
}

/**
 * Checks lottery draws against the rules and the closing time, in the order of B11 step 9: `E_LOTTERY_SOURCE`, `E_TIMING`
 * (each after closed_at and after the one before), `E_LOTTERY_DRAW` (ids and number), `E_LOTTERY_RESULT` (digits).
 */
export function checkLotteryDraws(
  lottery: LotterySource,
  closedAt: string,
  draws: readonly LotteryDraw[],
  count: { readonly least: number; readonly most: number },
): void {
  if (draws.some((draw) => draw.source !== lottery.source))
    refuse('E_LOTTERY_SOURCE', 'a result comes from another lottery');
  let previous = closedAt;
  for (const { drawn_at } of draws) {
    if (drawn_at <= previous)
      refuse('E_TIMING', 'a lottery draw is not later than the closing or than the draw before it');
    previous = drawn_at;
  }
  if (draws.length < count.least || draws.length > count.most)
    refuse('E_LOTTERY_DRAW', 'there are more lottery draws than the rules ask for, or fewer');
  draws.forEach((draw, index) => {
    const expected = expectedDrawId(lottery, index);
    if (expected !== undefined && draw.draw_id !== expected)
      refuse('E_LOTTERY_DRAW', 'a draw id is not the one of the rules');
  });
  checkDigits(lottery.positions, draws);
}

/** Checks results as far as they are known, one or more and at most `most`: the codes of {@link checkLotteryDraws} and `E_SCHEMA`. */
export function checkResults(
  lottery: LotterySource,
  closedAt: string,
  draws: readonly LotteryDraw[],
  most: number,
): void {
  const given = parseLotteryDraws({ draws }, lottery.positions);
  checkLotteryDraws(lottery, closedAt, given, { least: 1, most });
}

/** The id that lottery draw `index` (0 = first) must have; undefined where the rules leave it open. */
export function expectedDrawId(
  { first_draw, consecutive }: Pick<LotterySource, 'first_draw' | 'consecutive'>,
  index: number,
): string | undefined {
  if (index === 0) return first_draw;
  return consecutive ? String(Number(first_draw) + index) : undefined;
}

/** Checks that every declared position has exactly its digits, in its range: `E_LOTTERY_RESULT`. */
export function checkDigits(positions: readonly Position[], draws: readonly LotteryDraw[]): void {
  for (const draw of draws) for (const position of positions) checkPosition(position, draw);
}

function checkPosition({ id, width, first, last }: Position, draw: LotteryDraw): void {
  const digits = digitsOf(draw, id);
  const value = Number(digits);
  if (digits.length !== width || !/^[0-9]+$/.test(digits) || value < first || value > last) {
    refuse(
      'E_LOTTERY_RESULT',
      `the result of position ${JSON.stringify(id)} has wrong digits or lies out of range`,
    );
  }
}

/** The digits of a position; a position without result is `E_SCHEMA`. */
export function digitsOf(draw: LotteryDraw, position: string): string {
  return read.text(draw.results, position);
}

/** E of lottery evidence (B5), 32 bytes: source, draw id and the declared positions' digits in rule order. */
export function lotteryEntropy(positions: readonly Position[], draws: readonly LotteryDraw[]): Uint8Array {
  const encoded = draws.map((draw) =>
    concat(
      lengthPrefixed(draw.source),
      lengthPrefixed(draw.draw_id),
      u16(positions.length),
      ...positions.flatMap(({ id }) => [lengthPrefixed(id), lengthPrefixed(digitsOf(draw, id))]),
    ),
  );
  return taggedHash('e/lottery', concat(u16(draws.length), ...encoded));
}
