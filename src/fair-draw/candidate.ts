import type { DirectLottery, Extractor } from './rules-direct.js';
import { digitsOf, type LotteryDraw } from './lottery.js';
import type { NumberRange } from './rules.js';

/** The raffle number an extractor reads out of a lottery draw (B7); with `suffix` it may lie outside first..last. */
export function candidate(
  lottery: DirectLottery,
  numbers: NumberRange,
  extractor: Extractor,
  draw: LotteryDraw,
): number {
  const { take, n } = extractor;
  const digits = digitsOf(draw, extractor.position);
  return numberOf(lottery, numbers, n, Number(take === 'last' ? digits.slice(-n) : digits.slice(0, n)));
}

/** The raffle number that `n` digits with this value stand for. */
export function numberOf(
  lottery: Pick<DirectLottery, 'map' | 'zero_is_top'>,
  numbers: Pick<NumberRange, 'first' | 'last'>,
  n: number,
  value: number,
): number {
  if (lottery.map === 'modulo') return numbers.first + (value % (numbers.last - numbers.first + 1));
  return value === 0 && lottery.zero_is_top ? 10 ** n : value;
}
