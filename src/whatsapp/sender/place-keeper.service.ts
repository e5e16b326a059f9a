import { Injectable } from '@nestjs/common';
import { Database, sleep } from '../../platform/index.js';
import { Places } from './places.repository.js';

/** A message this late after its place would meet those that are on time: it takes a new one. */
const LATE_MS = 60;
/** Messages that are late together, after a pause of the process above all, book together. */
const GATHER_MS = 5;

interface Waiting {
  readonly booked: (placeAt: number) => void;
  readonly failed: (error: Error) => void;
}

/** Holds messages back until their place in the number's rate comes, and sees to it that none goes long after it. */
@Injectable()
export class PlaceKeeper {
  private readonly late = new Map<string, Waiting[]>();

  constructor(
    private readonly database: Database,
    private readonly places: Places,
  ) {}

  /**
   * Resolves when the message may go. Call whatever sends it without awaiting anything between.
   * @param placeAt by `performance.now()`
   */
  async wait(channelId: string, placeAt: number): Promise<void> {
    for (let at = placeAt; ; at = await this.bookAgain(channelId)) {
      const early = at - performance.now();
      if (early >= 1) await sleep(early);
      if (performance.now() - at <= LATE_MS) return;
    }
  }

  private bookAgain(channelId: string): Promise<number> {
    return new Promise((booked, failed) => {
      const waiting = this.late.get(channelId);
      if (waiting !== undefined) {
        waiting.push({ booked, failed });
        return;
      }
      this.late.set(channelId, [{ booked, failed }]);
      void sleep(GATHER_MS).then(() => this.book(channelId));
    });
  }

  private async book(channelId: string): Promise<void> {
    const waiting = this.late.get(channelId) ?? [];
    this.late.delete(channelId);
    try {
      const asked = performance.now();
      const places = await this.database.transact((tx) => this.places.book(tx, channelId, waiting.length));
      const took = (performance.now() - asked) / 2;
      waiting.forEach(({ booked }, n) =>
        booked(asked + took + (places?.firstMs ?? 0) + n * (places?.intervalMs ?? 0)),
      );
    } catch (error) {
      const fault = error instanceof Error ? error : new Error('unknown fault');
      for (const { failed } of waiting) failed(fault);
    }
  }
}
