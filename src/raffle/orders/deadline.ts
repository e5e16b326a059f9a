/** Numbers of a rejected order are kept this long for a better receipt. */
export const KEPT_AFTER_REJECTION_HOURS = 12;

/**
 * Whether a receipt was in time: Meta's timestamp (whole seconds) is no later than the deadline the buyer was told. While the
 * raffle is paused the clock stands, so the time since then does not count.
 */
export function inTime(times: {
  readonly sentAt: Date;
  readonly deadlineAt: Date | null;
  readonly pausedAt: Date | null;
}): boolean {
  const { sentAt, deadlineAt, pausedAt } = times;
  if (deadlineAt === null || sentAt <= deadlineAt) return true;
  return pausedAt !== null && pausedAt <= deadlineAt;
}
