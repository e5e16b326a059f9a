import { concat, lengthPrefixed, taggedHash, u16 } from './encode.js';
import { refuse } from './errors.js';
import type { DirectLottery, Position } from './rules-direct.js';
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

/** Reads lottery evidence; of the results only declared positions are looked at. Throws `E_SCHEMA`, `E_ENTROPY_KIND`. */
export function parseLotteryEvidence(value: unknown, positions: readonly Position[]): LotteryEvidence {
  const source = read.object(value, 'the entropy');
  const kind = read.text(source, 'kind');
  if (kind !== 'lottery') refuse('E_ENTROPY_KIND', 'the rules ask for lottery results');
  const draws = read
    .list(source, 'draws')
    .map((item) => parseDraw(read.object(item, 'a lottery draw'), positions));
  return { kind: 'lottery', draws };
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
  lottery: DirectLottery,
  closedAt: string,
  draws: readonly LotteryDraw[],
): void {
  if (draws.some((draw) => draw.source !== lottery.source))
    refuse('E_LOTTERY_SOURCE', 'a result comes from another lottery');
  let previous = closedAt;
  for (const { drawn_at } of draws) {
    if (drawn_at <= previous)
      refuse('E_TIMING', 'a lottery draw is not later than the closing or than the draw before it');
    previous = drawn_at;
  }
  if (draws.length < 1 || draws.length > maxDraws(lottery))
    refuse('E_LOTTERY_DRAW', 'too many lottery draws, or none');
  draws.forEach((draw, index) => {
    const expected = expectedDrawId(lottery, index);
    if (expected !== undefined && draw.draw_id !== expected)
      refuse('E_LOTTERY_DRAW', 'a draw id is not the one of the rules');
  });
  for (const draw of draws) checkDigits(lottery.positions, draw);
}

/** How many lottery draws the rules look at, at most. */
export function maxDraws({ on_miss }: DirectLottery): number {
  return on_miss.policy === 'next_draw' ? on_miss.max_draws : 1;
}

/** The id that lottery draw `index` (0 = first) must have; undefined where the rules leave it open. */
export function expectedDrawId(
  { first_draw, consecutive }: DirectLottery,
  index: number,
): string | undefined {
  if (index === 0) return first_draw;
  return consecutive ? String(Number(first_draw) + index) : undefined;
}

function checkDigits(positions: readonly Position[], draw: LotteryDraw): void {
  for (const position of positions) {
    const digits = digitsOf(draw, position.id);
    const value = Number(digits);
    if (
      digits.length !== position.width ||
      !/^[0-9]+$/.test(digits) ||
      value < position.first ||
      value > position.last
    ) {
      refuse(
        'E_LOTTERY_RESULT',
        `the result of position ${JSON.stringify(position.id)} has wrong digits or lies out of range`,
      );
    }
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
