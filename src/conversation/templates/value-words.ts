import type { Money } from '../../kernel/index.js';
import type { Decider, DrawnPrize, LostPrize, UnreadableWhy } from '../news.js';

/** How one language words what fills its templates. Every value is one line. */
export interface ValueWords {
  readonly money: (amount: Money) => string;
  readonly moment: (instant: Date, timeZone: string) => string;
  /** As people say a deadline: today, tomorrow, else the day. */
  readonly deadline: (instant: Date, now: Date, timeZone: string) => string;
  readonly count: (value: number) => string;
  /** As many as `max` characters hold, and how many more there are. */
  readonly items: (list: readonly string[], max: number) => string;
  readonly prize: (prize: DrawnPrize) => string;
  /** Goes on from "decided by". */
  readonly decider: (decider: Decider) => string;
  /** A raffle whose winners people drew, which its name says. */
  readonly byHand: (raffle: string) => string;
  /** Behind a result: one prize is left to the next lottery draw, or to a new beacon. */
  readonly onePending: Readonly<Record<'lottery' | 'beacon', string>>;
  /** A number that lost its prize, and why. */
  readonly out: (lost: LostPrize) => string;
  /** A buyer's numbers after a draw; `won`: those of them that won. */
  readonly mine: (numbers: string, won: readonly string[], pending: boolean) => string;
  /** What happens to the numbers of an order whose payment was not confirmed; `until` null: they are no longer kept. */
  readonly kept: (numbers: string, until: string | null) => string;
  readonly unreadable: Readonly<Record<UnreadableWhy, string>>;
}
