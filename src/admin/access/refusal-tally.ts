/**
 * Which refusals are written down. The log is kept for good and anybody at all can be refused, so a stranger must not decide how much
 * is written: one entry per network and window, and no more than `entries` of them in a window, however many networks there are. The
 * rest is a number in the next entry, so nothing passes unseen. Times are milliseconds from any start.
 */
export class RefusalTally {
  private readonly networks = new Set<string>();
  private since = -Infinity;
  private unwritten = 0;

  constructor(private readonly limits: { readonly windowMs: number; readonly entries: number }) {}

  /** Null: only counted. Else an entry is due, with how many came unwritten since the one before. */
  take(network: string, now: number): { readonly unwritten: number } | null {
    if (this.isOver(now)) {
      this.since = now;
      this.networks.clear();
    }
    if (this.networks.has(network) || this.networks.size >= this.limits.entries) {
      this.unwritten += 1;
      return null;
    }
    this.networks.add(network);
    return this.settle();
  }

  /** What was only counted in a window that is over, once; null where there is nothing. */
  left(now: number): { readonly unwritten: number } | null {
    return this.unwritten > 0 && this.isOver(now) ? this.settle() : null;
  }

  private isOver(now: number): boolean {
    return now - this.since >= this.limits.windowMs;
  }

  private settle(): { readonly unwritten: number } {
    const { unwritten } = this;
    this.unwritten = 0;
    return { unwritten };
  }
}
