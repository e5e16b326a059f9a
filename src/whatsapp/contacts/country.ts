import type { Address } from '../message/wire.js';

/** Country calling codes of two digits (ITU E.164); zones 1 and 7 have one, all others three. */
const TWO_DIGITS = new Set(
  '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
);

/**
 * What tells a person's country apart: the calling code of the number (in North America with its area code, since the islands
 * share the 1), else the country a business-scoped id begins with (`CO`). Null: unknown.
 */
export function countryOf({ waId, userId }: Address): string | null {
  if (waId === null) return userId === null ? null : (/^([A-Z]{2})\./.exec(userId)?.[1] ?? null);
  if (waId.startsWith('1')) return waId.slice(0, 4);
  if (waId.startsWith('7')) return '7';
  return TWO_DIGITS.has(waId.slice(0, 2)) ? waId.slice(0, 2) : waId.slice(0, 3);
}
