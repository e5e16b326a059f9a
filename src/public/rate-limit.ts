/**
 * Counts calls per key in fixed windows and one sum over all keys. Memory is bounded: a window's counts are dropped when the next begins.
 * Each process counts for itself, so n copies allow n times as much; codes have 80 bits, so this only has to stop a flood.
 */
export class RateLimit {
  private readonly counts = new Map<string, number>();
  private total = 0;
  private windowEnd = 0;

  constructor(private readonly limits: { perKey: number; inAll: number; windowMs: number }) {}

  /** Whether this call is allowed, and if not, the whole seconds to wait. `now` is a monotonic time in milliseconds. */
  take(key: string, now: number): { allowed: true } | { allowed: false; retryAfter: number } {
    if (now >= this.windowEnd) this.begin(now);
    const count = (this.counts.get(key) ?? 0) + 1;
    if (count > this.limits.perKey || this.total >= this.limits.inAll) {
      return { allowed: false, retryAfter: Math.ceil((this.windowEnd - now) / 1000) };
    }
    this.counts.set(key, count);
    this.total += 1;
    return { allowed: true };
  }

  private begin(now: number): void {
    this.counts.clear();
    this.total = 0;
    this.windowEnd = now + this.limits.windowMs;
  }
}
