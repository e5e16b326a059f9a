/**
 * A message as the eye reads it: lower case, no accents, no invisible marks (zero-width, text direction, emoji variants), every
 * script's digits as 0–9. Numerals that are no digits (Ⅷ, ½, ①, ²) become □ and broken characters too, so that they never join
 * or split a number unseen.
 */
export function plainText(typed: string): string {
  return typed
    .replace(/[\p{No}\p{Nl}\p{Cs}]/gu, '□')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Nd}/gu, asciiDigit)
    .normalize('NFD')
    .replace(/[\p{M}\p{Cf}]/gu, '');
}

/** Unicode keeps the ten digits of a script together in order, so a digit's distance from the start of its run is its value. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let start = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start--;
  return String((code - start) % 10);
}
