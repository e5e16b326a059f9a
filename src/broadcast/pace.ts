/** What limits how much of a broadcast may be put into the outbox now. */
export interface PaceFacts {
  /** People outside the 24-hour window the portfolio may still write to today; null: no limit. */
  readonly budgetLeft: number | null;
  /** Messages a second of the number, received and sent. */
  readonly messagesPerSecond: number;
  /** Messages of this broadcast in the outbox that have not been sent. */
  readonly unsent: number;
  readonly quality: string | null;
}

/** Seconds of the number's rate kept ready in the outbox: a stop takes effect on nearly everybody who waits. */
const AHEAD_SECONDS = 5;
/** Of the daily budget for new people this much stays free for tickets, results and winners. */
const RESERVED = 0.2;
const MAX_BATCH = 500;

/** How many recipients may be added now; 0: none before something changes. */
export function roomFor({ budgetLeft, messagesPerSecond, unsent, quality }: PaceFacts): number {
  if (quality === 'RED') return 0;
  const slowed = quality === 'YELLOW' ? 0.5 : 1; // Meta pauses templates of a number whose quality goes on falling
  const ahead = Math.ceil(messagesPerSecond * AHEAD_SECONDS * slowed) - unsent;
  return Math.max(0, Math.min(ahead, budgetLeft === null ? MAX_BATCH : budgetLeft - unsent, MAX_BATCH));
}

/** What Meta allows before it has told anything: a new portfolio's first tier. */
const FIRST_TIER = 250;
const NO_LIMIT = 2_147_483_647;

/** People a day as stored, null where nothing was told, as a limit; null: no limit. */
export function dailyLimitOf(stored: number | null): number | null {
  return stored === NO_LIMIT ? null : (stored ?? FIRST_TIER);
}

/** The part of the daily budget a broadcast may use up. @param perDay null: no limit */
export function spendable(perDay: number | null, used: number): number | null {
  return perDay === null ? null : Math.max(0, Math.floor(perDay * (1 - RESERVED)) - used);
}
