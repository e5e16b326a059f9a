/** A value lifted from Meta's JSON, fit for a PostgreSQL text column: no NUL, no lone surrogate, at most `max` UTF-16 units. */
export function cleanText(value: string, max: number): string {
  const clean = value.replaceAll('\u0000', '').toWellFormed();
  if (clean.length <= max) return clean;
  return clean
    .slice(0, max)
    .toWellFormed()
    .replace(/\ufffd$/, '');
}

/** The number as printed on a ticket: text with leading zeros. */
export function ticketLabel(number: number, width: number): string {
  return String(number).padStart(width, '0');
}
