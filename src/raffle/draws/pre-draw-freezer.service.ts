import { Injectable } from '@nestjs/common';
import { invariant } from '../../kernel/index.js';
import { Jobs, type Transaction } from '../../platform/index.js';
import { chainAll, lockRaffle, MAIN_DRAW, type RaffleState } from '../catalogue/index.js';
import { announced } from './announced.reader.js';
import { ordersUndecidedAt } from './books.repository.js';
import { closeDraw, drawById, fixLogHead, lockDraw } from './draw.repository.js';
import { keepEntries } from './entry-list.repository.js';
import { whyTooLate, type FreezeOutcome } from './freeze.service.js';
import { DRAW_FREEZE } from './ledger.worker.js';
import type { StoredDraw } from './stored-draw.js';

export type PreDrawFreezeOutcome =
  | FreezeOutcome
  /** Whoever pays until then still takes part. */
  | { kind: 'too_early'; listClosesAt: Date }
  /** This is the raffle's main draw: it is frozen with the raffle. */
  | { kind: 'main_draw'; raffleId: string };

/** A list can be closed while the raffle sells, and until its own numbers stand still. */
const FREEZABLE: readonly RaffleState[] = ['open', 'paused', 'closed', 'reconciled', 'frozen'];

/**
 * Fixes the list of a draw before the main one: a copy of the numbers that are paid, of those whose money was sent in time. The sale
 * goes on. Refused while a receipt that came in time waits for a person, or to be read at all: nobody who paid is left out.
 */
@Injectable()
export class PreDrawFreezer {
  constructor(private readonly jobs: Jobs) {}

  async freeze(tx: Transaction, drawId: string): Promise<PreDrawFreezeOutcome> {
    const found = await drawById(tx, drawId);
    if (found === null) return { kind: 'not_found' };
    if (found.ordinal === MAIN_DRAW) return { kind: 'main_draw', raffleId: found.raffleId };
    await lockRaffle(tx, found.raffleId);
    const draw = await lockDraw(tx, drawId);
    invariant(draw !== null, 'a draw is never deleted');
    if (draw.closedAt !== null) return { kind: 'already', drawId };
    const terms = await announced(tx, drawId);
    if (!FREEZABLE.includes(terms.raffleState)) return { kind: 'wrong_state', state: terms.raffleState };
    const clock = await tx.first<{ now: Date; closedAt: Date }>(
      `select now, date_trunc('second', now) as "closedAt" from (select app_now() as now) clock`,
    );
    invariant(clock !== null, 'the database tells the time');
    if (clock.now < terms.listClosesAt) return { kind: 'too_early', listClosesAt: terms.listClosesAt };
    const late = whyTooLate(draw, terms, clock.now);
    if (late !== null) return late;
    const open = await ordersUndecidedAt(tx, draw.raffleId, terms.listClosesAt);
    if (open.total > 0) return { kind: 'open_orders', ...open };
    await this.close(tx, draw, terms.listClosesAt, clock.closedAt);
    return { kind: 'frozen', drawId };
  }

  /** Log and list are of one moment: who is found to be another person after it stands in this list as before. */
  private async close(tx: Transaction, draw: StoredDraw, listClosesAt: Date, closedAt: Date): Promise<void> {
    await closeDraw(tx, draw.id, closedAt);
    await keepEntries(tx, draw, listClosesAt);
    const head = await chainAll(tx, draw.raffleId);
    invariant(head !== undefined, 'the log of a published raffle is not empty');
    await fixLogHead(tx, draw.id, Buffer.from(head.hash, 'hex'));
    await this.jobs.add(tx, DRAW_FREEZE, { drawId: draw.id }, { jobKey: `${DRAW_FREEZE}:${draw.id}` });
  }
}
