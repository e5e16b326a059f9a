import { MAIN_DRAW, type RaffleState } from '../catalogue/index.js';
import type { DrawState } from './stored-draw.js';

/** What people are told about a draw's time, each once: its list has to be frozen soon, or it was not drawn when announced. */
export type DrawAlertKind = 'freeze_due' | 'draw_late';

/** A draw and its times, as far as they say whether people have to hear of it. */
export interface WatchedDraw {
  readonly ordinal: number;
  readonly raffleState: RaffleState;
  readonly state: DrawState;
  /** When its list was frozen; null before. */
  readonly closedAt: Date | null;
  readonly listClosesAt: Date;
  /** The last moment to freeze its list. */
  readonly until: Date;
  readonly drawAt: Date;
  readonly told: readonly DrawAlertKind[];
}

/** What decides needs a moment to be fetched and drawn with; people hear of it five minutes after the announced time at the latest. */
const PATIENCE_MS = 3 * 60_000;
/** So long before the last moment people are reminded to freeze. */
const REMIND_MS = 30 * 60_000;

/** What people have to be told about a draw now; null if nothing. */
export function alertDue(draw: WatchedDraw, now: Date): DrawAlertKind | null {
  const kind = isOver(draw) ? null : lateness(draw, now.getTime());
  return kind === null || draw.told.includes(kind) ? null : kind;
}

/** Drawn, or of a raffle that is over: nothing is waited for. */
function isOver({ raffleState, state }: WatchedDraw): boolean {
  return raffleState === 'cancelled' || raffleState === 'settled' || state === 'drawn' || state === 'pending';
}

function lateness(draw: WatchedDraw, now: number): DrawAlertKind | null {
  if (now >= draw.drawAt.getTime() + PATIENCE_MS) return 'draw_late';
  if (draw.closedAt !== null || !mayBeFrozen(draw, now)) return null;
  return now >= remindAt(draw) && now <= draw.until.getTime() ? 'freeze_due' : null;
}

/** The main list can be closed by hand before its time, those of other draws cannot. */
function mayBeFrozen({ ordinal, raffleState, listClosesAt }: WatchedDraw, now: number): boolean {
  const byHand = ordinal === MAIN_DRAW && (raffleState === 'closed' || raffleState === 'reconciled');
  return byHand || now >= listClosesAt.getTime();
}

/** Where the time between the end of the sale and the last moment is short, in the middle of it. */
function remindAt({ listClosesAt, until }: WatchedDraw): number {
  const span = until.getTime() - listClosesAt.getTime();
  return until.getTime() - (span > 0 ? Math.min(REMIND_MS, span / 2) : REMIND_MS);
}
