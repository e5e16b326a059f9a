import { setImmediate } from 'node:timers/promises';
import type { Reader } from '../../platform/index.js';
import type { RaffleView } from '../catalogue/index.js';
import {
  groupOdds,
  previewOf,
  prizeGroups,
  resultsToCount,
  usualCounts,
  type DrawPreview,
} from './draw-preview.js';
import { sampleOf } from './sold-odds.js';

export type PreviewOutcome =
  | { readonly kind: 'preview'; readonly preview: DrawPreview }
  /** Counting all `results` would keep others waiting; `most` may be counted. */
  | { readonly kind: 'too_many'; readonly results: number; readonly most: number };

/** Some seconds of work, in pieces. Five digits of one kind of result twice are less. */
const MOST_RESULTS = 500_000;

const PAID = `select number from ticket where raffle_id = $1 and status = 'paid' order by number`;

/**
 * How a raffle would be drawn and with which odds, if `sold` of its numbers were sold. Unless told, a draft is looked at with all and
 * with half of its numbers sold, and a published raffle with those that are paid.
 */
export async function drawPreview(
  reader: Reader,
  raffle: RaffleView,
  sold?: number,
): Promise<PreviewOutcome> {
  const groups = prizeGroups(raffle);
  const paid = sold === undefined && raffle.publishedAt !== null;
  const counts = sold === undefined ? usualCounts(raffle) : [sold];
  const results = resultsToCount(groups, raffle.emission) * (paid ? 1 : counts.length);
  if (results > MOST_RESULTS) return { kind: 'too_many', results, most: MOST_RESULTS };
  const lists = paid
    ? [await paidNumbers(reader, raffle.id)]
    : counts.map((count) => sampleOf(raffle.firstNumber, raffle.emission, count));
  const odds = groups.map((): ReturnType<typeof groupOdds>[] => []);
  for (const list of lists) {
    for (const [at, group] of groups.entries()) {
      await setImmediate(); // messages of buyers are answered between two pieces
      odds[at]?.push(groupOdds(group, list));
    }
  }
  return { kind: 'preview', preview: previewOf(raffle, groups, odds) };
}

async function paidNumbers(reader: Reader, raffleId: string): Promise<number[]> {
  const rows = await reader.rows<{ number: number }>(PAID, [raffleId]);
  return rows.map(({ number }) => number);
}
