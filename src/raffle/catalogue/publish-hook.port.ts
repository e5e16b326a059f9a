import type { Transaction } from '../../platform/index.js';
import type { Fault } from './fault.js';
import type { RaffleTerms, RaffleView } from './raffle-view.js';

/**
 * What has to be true and done before a raffle sells: its draw must be possible and its rules public. The draws room implements
 * it; the catalogue cannot know that room. An implementation must not need `Raffles`, which needs it.
 */
export abstract class PublishHook {
  /** Everything that makes these terms impossible to draw; asked whenever a draft is written and when it is published. */
  abstract faults(terms: RaffleTerms): Fault[];

  /** What the organiser should know of the draw of these terms, in sentences; told when they are published. */
  abstract advice(terms: RaffleTerms): string[];

  /**
   * Runs in the transaction that opens the raffle, once, after all numbers exist: writes each draw with its rules (the main one
   * has ordinal 1) and logs `rules.published`.
   */
  abstract beforeOpen(tx: Transaction, raffle: RaffleView): Promise<void>;
}
