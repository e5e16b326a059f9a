import { Injectable } from '@nestjs/common';
import { invariant } from '../../kernel/index.js';
import { Database, Jobs, sleep, type Transaction } from '../../platform/index.js';
import { lockRaffle, type RaffleState } from '../catalogue/index.js';
import { openOrders, type OpenOrder } from './books.repository.js';
import { closeDraw, drawById, mainDraw } from './draw.repository.js';
import { beaconSourceOf } from './draw-rules.js';
import { countEntries } from './entry-list.repository.js';
import { DRAW_FREEZE } from './ledger.worker.js';
import { readRules, type StoredDraw } from './stored-draw.js';

export type FreezeOutcome =
  /** The list stands; its ledger and commitment follow, see `awaitCommitment`. */
  | { kind: 'frozen' | 'already'; drawId: string }
  /** The announced time of the draw has passed: the result may exist, so nothing can be fixed before it any more. */
  | { kind: 'too_late'; drawAt: Date }
  /** Buyers would have less time than promised to look at the list; it could be frozen until `until`. */
  | { kind: 'window_gone'; drawAt: Date; disputeMinutes: number; until: Date }
  | { kind: 'open_orders'; orders: readonly OpenOrder[]; total: number }
  | { kind: 'wrong_state'; state: RaffleState }
  | { kind: 'not_found' };

const POLL_MS = 50;

/** Fixes the list of numbers that take part. After it commits, no number of the raffle changes any more. */
@Injectable()
export class Freezer {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  async freeze(tx: Transaction, raffleId: string): Promise<FreezeOutcome> {
    await lockRaffle(tx, raffleId);
    const raffle = await tx.first<{
      state: RaffleState;
      drawAt: Date;
      disputeMinutes: number;
      now: Date;
      closedAt: Date;
    }>(
      `select state, draw_at as "drawAt", dispute_minutes as "disputeMinutes", now, date_trunc('second', now) as "closedAt"
       from raffle, (select app_now() as now) clock where id = $1`,
      [raffleId],
    );
    const draw = await mainDraw(tx, raffleId);
    if (raffle === null) return { kind: 'not_found' };
    if (draw !== null && ['frozen', 'drawn', 'settled'].includes(raffle.state)) {
      return { kind: 'already', drawId: draw.id };
    }
    if (raffle.state !== 'reconciled') return { kind: 'wrong_state', state: raffle.state };
    invariant(draw !== null, 'a published raffle has a draw');
    const late = whyTooLate(draw, raffle, raffle.now);
    if (late !== null) return late;
    const open = await openOrders(tx, raffleId);
    if (open.total > 0) return { kind: 'open_orders', ...open };
    await this.close(tx, draw, raffle.closedAt);
    return { kind: 'frozen', drawId: draw.id };
  }

  /** Waits until the commitment is published, at most `ms`. @returns whether it is */
  async awaitCommitment(drawId: string, ms: number): Promise<boolean> {
    const end = performance.now() + ms;
    for (;;) {
      const draw = await drawById(this.database, drawId);
      if (draw === null || draw.paper !== null) return draw !== null;
      if (performance.now() >= end) return false;
      await sleep(POLL_MS);
    }
  }

  private async close(tx: Transaction, draw: StoredDraw, closedAt: Date): Promise<void> {
    await tx.run(
      `update raffle set state = 'frozen', frozen_at = $2, progress_done = 0, progress_total = $3 where id = $1`,
      [draw.raffleId, closedAt, await countEntries(tx, draw.raffleId)],
    );
    await closeDraw(tx, draw.id, closedAt);
    await this.jobs.add(tx, DRAW_FREEZE, { drawId: draw.id }, { jobKey: `${DRAW_FREEZE}:${draw.id}` });
  }
}

/** How long before the round of a beacon the rules want the list to stand, so that no certificate can fail on it later. */
function leadMinutes(draw: Pick<StoredDraw, 'rules'>): number {
  return Math.ceil((beaconSourceOf(readRules(draw).entropy)?.min_lead_s ?? 0) / 60);
}

/** When a draw takes place and how long before it buyers were promised to look at its list. */
type Window = { readonly drawAt: Date; readonly disputeMinutes: number };

/** Until when the list of a draw can be closed; `disputeMinutes`: how long before the draw that is. */
export function freezableUntil(
  draw: Pick<StoredDraw, 'rules'>,
  { drawAt, ...announced }: Window,
): { readonly until: Date; readonly disputeMinutes: number } {
  const disputeMinutes = Math.max(announced.disputeMinutes, leadMinutes(draw));
  return { until: new Date(drawAt.getTime() - disputeMinutes * 60_000), disputeMinutes };
}

/** Whether it is too late to close the list of a draw; null if it is not. */
export function whyTooLate(
  draw: StoredDraw,
  announced: Window,
  now: Date,
): Extract<FreezeOutcome, { kind: 'too_late' | 'window_gone' }> | null {
  const { drawAt } = announced;
  if (now >= drawAt) return { kind: 'too_late', drawAt };
  const { until, disputeMinutes } = freezableUntil(draw, announced);
  return now > until ? { kind: 'window_gone', drawAt, disputeMinutes, until } : null;
}
