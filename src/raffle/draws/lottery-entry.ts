import {
  FairDrawError,
  checkResults,
  lotterySourceOf,
  type LotteryDraw,
  type Rules,
} from '../../fair-draw/index.js';
import { utcSeconds } from './utc-seconds.js';

/**
 * An official result as a person types it from the lottery's own publication: full digits of every declared position. There is
 * no place for a raffle number in it; which ticket wins follows from the digits alone.
 */
export interface LotteryEntry {
  readonly source: string;
  readonly lotteryDrawId: string;
  readonly drawnAt: Date;
  /** Digits by position id, leading zeros kept. */
  readonly results: Readonly<Record<string, string>>;
}

/** The result in the words of fairdraw/1. */
export function lotteryDraw(entry: LotteryEntry): LotteryDraw {
  return {
    source: entry.source,
    draw_id: entry.lotteryDrawId,
    drawn_at: utcSeconds(entry.drawnAt),
    results: entry.results,
  };
}

/** Why this result cannot be the next one after the `earlier` ones, as a sentence; null if it can. */
export function whyNotNextResult(
  rules: Pick<Rules, 'entropy'>,
  earlier: readonly LotteryDraw[],
  entry: LotteryEntry,
  times: { readonly closedAt: Date; readonly now: Date },
): string | null {
  if (entry.drawnAt.getUTCMilliseconds() !== 0) return 'drawn_at is given in whole seconds';
  if (entry.drawnAt > times.now) return 'the lottery draw lies in the future';
  const source = lotterySourceOf(rules.entropy);
  if (source === undefined) return 'no lottery decides this draw';
  const { lottery, most } = source;
  const declared = new Set(lottery.positions.map(({ id }) => id));
  const unknown = Object.keys(entry.results).find((id) => !declared.has(id));
  if (unknown !== undefined) return `the rules declare no position ${JSON.stringify(unknown)}`;
  try {
    checkResults(lottery, utcSeconds(times.closedAt), [...earlier, lotteryDraw(entry)], most);
    return null;
  } catch (error) {
    if (error instanceof FairDrawError) return error.message;
    throw error;
  }
}
