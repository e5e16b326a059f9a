import { asNumber } from '../../kernel/index.js';
import { asWord } from './field-words.js';

/** No limit, as a number the database can compare. */
export const UNLIMITED_RECIPIENTS = 2_147_483_647;

/**
 * A messaging limit: people outside the 24-hour window per moving day (Meta, "Messaging limits"). Numbers and TIER_250, TIER_2K,
 * TIER_100K, TIER_UNLIMITED occur; TIER_NOT_SET and -1 say nothing. Null where it says nothing.
 */
export function messagingLimit(value: unknown): number | null {
  const number = asNumber(value);
  if (number !== null) return number >= 1 ? Math.min(Math.floor(number), UNLIMITED_RECIPIENTS) : null;
  const word = asWord(value)?.replace(/^TIER_/, '') ?? '';
  if (word === 'UNLIMITED') return UNLIMITED_RECIPIENTS;
  const [, digits, unit] = /^(\d{1,7})([KM]?)$/.exec(word) ?? [];
  if (digits === undefined) return null;
  const limit = Number(digits) * (unit === 'K' ? 1_000 : unit === 'M' ? 1_000_000 : 1);
  return limit >= 1 ? Math.min(limit, UNLIMITED_RECIPIENTS) : null;
}
