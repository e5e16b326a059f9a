/** Counts what was taken within the running second. */
export interface SecondWindow {
  second: number;
  taken: number;
  /** the most there was in any second */
  peak: number;
}

export function secondWindow(): SecondWindow {
  return { second: 0, taken: 0, peak: 0 };
}

/** Takes one of `perSecond` places in the second of `now` (ms). False when none is left. */
export function takeSecond(window: SecondWindow, now: number, perSecond: number): boolean {
  const taken = window.second === Math.floor(now / 1000) ? window.taken : 0;
  if (taken >= perSecond) return false;
  countSecond(window, now);
  return true;
}

/** Counts one in the second of `now`, whatever the limit: nobody holds back what people write. */
export function countSecond(window: SecondWindow, now: number): void {
  const second = Math.floor(now / 1000);
  if (window.second !== second) Object.assign(window, { second, taken: 0 });
  window.taken += 1;
  window.peak = Math.max(window.peak, window.taken);
}

export const PAIR_INTERVAL_MS = 6000;
export const PAIR_BURST = 45;

/**
 * Takes a place under the pair rate (page "Messages: pair rate limits"): one message per 6 s, up to 45
 * at once borrowed from the time to come. `paidUntil` is the moment up to which this pair has used its
 * share. Returns the new value, or undefined when the debt is full.
 */
export function takePair(paidUntil: number, now: number): number | undefined {
  const next = Math.max(paidUntil, now) + PAIR_INTERVAL_MS;
  return next - now > PAIR_BURST * PAIR_INTERVAL_MS ? undefined : next;
}

export const SERVICE_WINDOW_MS = 24 * 60 * 60 * 1000;

/** Whether free-form messages are allowed: the person's last message is at most 24 hours old. */
export function windowOpen(lastInboundAt: number | undefined, now: number): boolean {
  return lastInboundAt !== undefined && now - lastInboundAt <= SERVICE_WINDOW_MS;
}
