import type { Transaction } from '../database/index.js';
import type { LaneItem } from './lane.js';

/** What became of a change. */
export interface ChangeOutcome {
  /** False for one that asks for nothing. */
  readonly acted: boolean;
  /** What it was understood to say, to be read by a person later: words of ours, nobody's texts. */
  readonly heard: readonly string[];
}

/** What the worker does with changes of webhook fields; the wire implements it. */
export abstract class ChangeHandler {
  /** Acts on one change, in a transaction of its own that holds the channel's lane and nothing else. */
  abstract handle(tx: Transaction, item: LaneItem): Promise<ChangeOutcome>;

  /** A change was parked after its last try: call a person. */
  abstract giveUp(tx: Transaction, item: LaneItem): Promise<void>;
}
