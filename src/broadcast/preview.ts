import type { Estimate } from '../whatsapp/index.js';
import { spendable } from './pace.js';

/** What a broadcast would mean if it were started now. */
export interface BroadcastPreview {
  readonly recipients: number;
  /** Each of them uses up one of the day's new people; the others wrote within 24 hours. */
  readonly outsideWindow: number;
  /** People a day Meta allows outside the window; null: no limit. */
  readonly dailyLimit: number | null;
  /** Days until the last one has it, at the pace that leaves room for tickets and results. */
  readonly days: number;
  /** Null without a rate card. */
  readonly estimate: Estimate | null;
}

/**
 * Calendar-free days: the first ends when today's rest of the budget is used up.
 * @param outside people who need one of the day's budget @param used of today's budget
 */
export function daysFor(outside: number, dailyLimit: number | null, used: number): number {
  const today = spendable(dailyLimit, used);
  const perDay = spendable(dailyLimit, 0);
  if (today === null || perDay === null || outside <= today) return 1;
  return perDay === 0 ? Infinity : 1 + Math.ceil((outside - today) / perDay);
}
