import { pauseAsked, usageOf } from './pressure.js';

/** From here on what only looks waits, so that what somebody asked for still fits. */
const FULL_PERCENT = 90;
const LOOK_LESS_MS = 5 * 60_000;

interface Pauses {
  /** Nothing is taken before, ms since 1970. */
  all: number;
  /** Nothing that only looks is asked before. */
  looks: number;
}

/**
 * Meta counts management calls per app and account, 200 or 5,000 an hour (page "Rate limits"). Every answer says how full that
 * is, so each process knows for itself after its first call. Sends have a rate of their own.
 */
export class CallUsage {
  private readonly pauses = new Map<string, Pauses>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Reads the headers of an answer about this account. */
  heed(wabaId: string, headers: unknown): void {
    const now = this.now();
    const all = now + pauseAsked(headers, now);
    const looks = usageOf(headers).percent >= FULL_PERCENT ? now + LOOK_LESS_MS : all;
    if (looks > now) this.pauses.set(wabaId, { all, looks });
  }

  /** How long Meta wants no such call, ms; 0: now is fine. */
  wait(wabaId: string, kind: 'look' | 'change'): number {
    const pauses = this.pauses.get(wabaId);
    if (pauses === undefined) return 0;
    return Math.max(0, (kind === 'look' ? Math.max(pauses.all, pauses.looks) : pauses.all) - this.now());
  }
}
