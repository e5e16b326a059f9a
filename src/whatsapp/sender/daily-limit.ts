import { UNLIMITED_RECIPIENTS } from '../fields/messaging-limit.js';

/** What Meta allows before it has told anything: a new portfolio's first tier. */
export const FIRST_DAILY_LIMIT = 250;

/** People a day outside their 24-hour window; null: no limit. @param stored null: Meta never told */
export function dailyLimitOf(stored: number | null): number | null {
  return stored === UNLIMITED_RECIPIENTS ? null : (stored ?? FIRST_DAILY_LIMIT);
}

/**
 * In how many days everybody has it: only people outside their window use up the limit, and whoever was written to today already
 * takes from it.
 * @param limit people a day that may be used for it; null: no limit @param used people written to outside their window in the last 24 hours
 */
export function daysFor(outside: number, limit: number | null, used: number): number {
  const today = limit === null ? outside : Math.max(0, limit - used);
  if (limit === null || outside <= today) return 1;
  return limit === 0 ? Infinity : 1 + Math.ceil((outside - today) / limit);
}
