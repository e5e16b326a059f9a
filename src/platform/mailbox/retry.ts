/** Waits before the next try of one inbox row, in seconds; after the last one it is parked. */
const WAITS = [1, 5, 30, 120] as const;

/** What to do after try number `tries` (1 = the first) failed. */
export function afterFailedTry(tries: number): { kind: 'again'; afterSeconds: number } | { kind: 'park' } {
  const wait = WAITS[tries - 1];
  return wait === undefined ? { kind: 'park' } : { kind: 'again', afterSeconds: wait };
}
