import type { Transaction } from '../database/index.js';
import type { LaneItem } from './lane.js';

/** What the worker does with changes of webhook fields; the wire implements it. */
export abstract class ChangeHandler {
  /**
   * Acts on one change, in a transaction of its own that holds the channel's lane and nothing else.
   * @returns `ignored` for one that asks for nothing
   */
  abstract handle(tx: Transaction, item: LaneItem): Promise<'done' | 'ignored'>;

  /** A change was parked after its last try: call a person. */
  abstract giveUp(tx: Transaction, item: LaneItem): Promise<void>;
}
