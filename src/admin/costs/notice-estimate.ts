/** Unlimited, as the database keeps it. */
const NO_LIMIT = 2_147_483_647;
/** What Meta lets a portfolio begin with. */
const FIRST_LIMIT = 250;

/** People outside their 24-hour window a day; null: no limit. @param stored null: Meta never told */
export function dailyLimit(stored: number | null): number | null {
  return stored === NO_LIMIT ? null : (stored ?? FIRST_LIMIT);
}

/**
 * In how many days everybody has it: only people outside their window use up the limit, and whoever was written to today already
 * takes from it.
 * @param used people written to outside their window in the last 24 hours
 */
export function daysNeeded(outside: number, limit: number | null, used: number): number {
  if (limit === null) return 1;
  const today = Math.max(0, limit - used);
  return outside <= today ? 1 : 1 + Math.ceil((outside - today) / limit);
}
