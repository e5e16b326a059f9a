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
  const value = Number(take === 'last' ? digits.slice(-n) : digits.slice(0, n));
  if (lottery.map === 'modulo') return numbers.first + (value % (numbers.last - numbers.first + 1));
  return value === 0 && lottery.zero_is_top ? 10 ** n : value;
}
