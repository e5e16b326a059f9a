const AT_LEAST_MS = 1_000;
/** Counting takes at most one part in this many of a processor. */
const SHARE = 25;

/** How long a count that took `tookMs` may be shown: a second for small raffles, a few seconds for a million numbers. */
export function freshFor(tookMs: number): number {
  return Math.max(AT_LEAST_MS, tookMs * SHARE);
}
