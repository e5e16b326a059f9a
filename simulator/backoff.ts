const FIRST_PAUSE_MS = 5000;
const LONGEST_PAUSE_MS = 60 * 60 * 1000;

/** Meta gives a webhook up after seven days (page "Webhooks overview"). */
export const HORIZON_MS = 7 * 24 * 60 * 60 * 1000;

/** Pause before the next try after `failures` failed ones: none, then 5 s doubling up to an hour. */
export function retryDelayMs(failures: number): number {
  return failures <= 1 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (failures - 2), LONGEST_PAUSE_MS);
}
