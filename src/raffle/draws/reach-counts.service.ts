import { Injectable } from '@nestjs/common';
import type { Reader } from '../../platform/index.js';
import { freshFor } from '../tickets/index.js';
import type { Reach } from './pin.js';
import { countReach } from './pin.repository.js';

/** Draws whose count is kept. */
const KEPT = 64;

interface Counted {
  readonly reach: Promise<Reach>;
  /** When it is too old to be shown; none while it is being counted. */
  until: number;
}

/**
 * How many buyers have the fingerprint, for pages everybody may look at: up to some seconds old (see `freshFor`), and counted once however
 * many look at the same time. Of 100,000 buyers a count takes most of a second, and all of them are sent the page's address at once.
 */
@Injectable()
export class ReachCounts {
  /** By draw, the last counted at the end. */
  private readonly counted = new Map<string, Counted>();

  /** As `countReach`. */
  readonly count: typeof countReach = (reader, drawId, valueAt) => {
    const known = this.counted.get(drawId);
    if (known !== undefined && known.until > performance.now()) return known.reach;
    return this.countAnew(reader, drawId, valueAt);
  };

  private countAnew(reader: Reader, drawId: string, valueAt: Date): Promise<Reach> {
    const began = performance.now();
    const counted: Counted = { reach: countReach(reader, drawId, valueAt), until: Infinity };
    this.counted.delete(drawId);
    this.counted.set(drawId, counted);
    const [oldest] = this.counted.keys();
    if (this.counted.size > KEPT && oldest !== undefined) this.counted.delete(oldest);
    void this.settle(drawId, counted, began);
    return counted.reach;
  }

  private async settle(drawId: string, counted: Counted, began: number): Promise<void> {
    try {
      await counted.reach;
      const ended = performance.now();
      counted.until = ended + freshFor(ended - began);
    } catch {
      this.counted.delete(drawId); // what could not be counted once may be the next time; who asked is told
    }
  }
}
