import type { Transaction } from '../database/index.js';
import type { Lane, LaneItem, LaneResult } from './lane.js';

export interface LaneMode {
  /** True when a lane runs by itself: it may wait for row locks, and a fault is its own. */
  readonly alone: boolean;
  /** Start no further round after this (milliseconds of the monotonic clock). */
  readonly deadline: number;
}

/** What the worker does with claimed lanes; the conversation implements it. */
export abstract class LaneHandler {
  /** Handles the items of each lane in order, in this transaction. A throw undoes the whole transaction. */
  abstract handle(tx: Transaction, lanes: readonly Lane[], mode: LaneMode): Promise<LaneResult[]>;

  /** What was handled is committed: whoever waits for it in this process may look. */
  abstract committed(results: readonly LaneResult[]): void;

  /** An item was parked after its last try: tell the buyer once and call a person. */
  abstract giveUp(tx: Transaction, item: LaneItem): Promise<void>;
}
