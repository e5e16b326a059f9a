import type { SeenMessage } from '../../platform/index.js';
import type { MarkOutcome } from '../graph/graph-answer.js';

/** A chat's newest message that is to be marked. Meta marks what came before it in the chat as well. */
export interface WaitingMark {
  readonly newest: SeenMessage;
  /** Inbox rows that were answered: while an answer waits, somebody is typing. */
  readonly answered: readonly string[];
  /** When the newest was asked for, by the monotonic clock. */
  readonly since: number;
}

/** Answers of one chat that are looked at. */
const MOST_ANSWERED = 8;
/** Parameter invalid, value invalid: Meta does not know the message, or not any more. */
const ONLY_THIS_MESSAGE: ReadonlySet<number | null> = new Set([100, 131009]);

/** What waits of a chat, with one message more. @param now by the monotonic clock */
export function withMessage(waiting: WaitingMark | undefined, seen: SeenMessage, now: number): WaitingMark {
  const answered = [...(waiting?.answered ?? []), ...(seen.answered ? [seen.itemId] : [])];
  const newest = waiting !== undefined && waiting.newest.sentAt > seen.sentAt ? waiting.newest : seen;
  return { newest, answered: answered.slice(-MOST_ANSWERED), since: now };
}

/**
 * Which go now: of each number as many as it has places nobody else wants, those that wait longest first.
 * @param room places by channel; a number that is stopped or busy has none
 */
export function chooseMarks(
  waiting: Iterable<WaitingMark>,
  room: ReadonlyMap<string, number>,
  most: number,
): WaitingMark[] {
  const left = new Map(room);
  const chosen: WaitingMark[] = [];
  for (const mark of waiting) {
    const places = left.get(mark.newest.channelId) ?? 0;
    if (places < 1 || chosen.length >= most) continue;
    left.set(mark.newest.channelId, places - 1);
    chosen.push(mark);
  }
  return chosen;
}

/** For how many ms a number's marks rest after this: nobody misses one, and a send finds out what is wrong. */
export function restAfter(outcome: MarkOutcome): number {
  if (outcome.kind === 'marked') return 0;
  if (outcome.kind === 'no_answer') return 10_000;
  return ONLY_THIS_MESSAGE.has(outcome.code) ? outcome.pauseMs : Math.max(60_000, outcome.pauseMs);
}
