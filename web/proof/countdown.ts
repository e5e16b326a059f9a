/** The time left in whole seconds, taken apart. */
export interface TimeLeft {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

/** What is left from `now` until `moment`, both in milliseconds since 1970; null once it has come. */
export function timeLeft(moment: number, now: number): TimeLeft | null {
  const left = Math.ceil((moment - now) / 1000);
  if (left <= 0) return null;
  return {
    days: Math.floor(left / 86_400),
    hours: Math.floor(left / 3600) % 24,
    minutes: Math.floor(left / 60) % 60,
    seconds: left % 60,
  };
}
