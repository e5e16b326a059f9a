/** What limits how much of a broadcast may be put into the outbox now. */
export interface PaceFacts {
  /** People outside the 24-hour window the portfolio may still write to today; null: no limit. */
  readonly budgetLeft: number | null;
  /** Messages a second of the number, received and sent. */
  readonly messagesPerSecond: number;
  /** Messages of this broadcast in the outbox that have not been sent. */
  readonly unsent: number;
  /** Of the template and of the number. */
  readonly qualities: readonly (string | null)[];
}

/** Seconds of the number's rate kept ready in the outbox: a stop takes effect on nearly everybody who waits. */
const AHEAD_SECONDS = 5;
/** Seconds from one batch to the next. */
export const NEXT_BATCH_SECONDS = 2;
/** Of the daily budget for new people this much stays free for tickets, results and winners. */
const RESERVED = 0.2;
const MAX_BATCH = 500;

/** How many recipients may be added now; 0: none before something changes. */
export function roomFor({ budgetLeft, messagesPerSecond, unsent, qualities }: PaceFacts): number {
  if (qualities.includes('RED')) return 0;
  const ahead = Math.ceil(messagesPerSecond * AHEAD_SECONDS) - unsent;
  const budget = budgetLeft === null ? MAX_BATCH : budgetLeft - unsent;
  return Math.max(0, Math.min(ahead, budget, MAX_BATCH, mostAtOnce(messagesPerSecond, qualities)));
}

/** What Meta rates YELLOW gets half of the number's rate: a rating that goes on falling ends in a pause. */
function mostAtOnce(messagesPerSecond: number, qualities: PaceFacts['qualities']): number {
  if (!qualities.includes('YELLOW')) return Infinity;
  return Math.max(1, Math.floor((messagesPerSecond * NEXT_BATCH_SECONDS) / 2));
}

/** The part of the daily budget a broadcast may use up. @param perDay null: no limit */
export function spendable(perDay: number | null, used: number): number | null {
  return perDay === null ? null : Math.max(0, Math.floor(perDay * (1 - RESERVED)) - used);
}
