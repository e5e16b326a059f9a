import { Injectable } from '@nestjs/common';
import { nowOf, type Transaction } from '../../platform/index.js';
import { lockRaffle, type RaffleState } from '../catalogue/index.js';
import type { Actor } from './actor.js';
import { openOrders, readBooks, type OpenOrder } from './books.repository.js';
import { agrees, reconciliationTable, type ReconciliationLine } from './reconciliation.js';

/** What the named person confirmed, as kept with the raffle. */
export interface Reconciliation {
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly note: string | null;
  readonly table: readonly ReconciliationLine[];
}

export type ReconcileOutcome =
  | { kind: 'reconciled' | 'already'; reconciliation: Reconciliation }
  /** Some books disagree: the table says which and by how much. */
  | { kind: 'differs'; table: readonly ReconciliationLine[] }
  /** These orders must be decided or run out first; at most 100 are listed. */
  | { kind: 'open_orders'; orders: readonly OpenOrder[]; total: number }
  | { kind: 'wrong_state'; state: RaffleState }
  | { kind: 'not_found' };

/** The gate before the freeze: every book of the raffle must say the same, and a named person says so. */
@Injectable()
export class Reconciler {
  async reconcile(tx: Transaction, raffleId: string, actor: Actor, note?: string): Promise<ReconcileOutcome> {
    await lockRaffle(tx, raffleId);
    const raffle = await tx.first<{ state: RaffleState; reconciliation: Reconciliation | null }>(
      'select state, reconciliation from raffle where id = $1',
      [raffleId],
    );
    if (raffle === null) return { kind: 'not_found' };
    if (raffle.state === 'reconciled' && raffle.reconciliation !== null) {
      return { kind: 'already', reconciliation: raffle.reconciliation };
    }
    if (raffle.state !== 'closed') return { kind: 'wrong_state', state: raffle.state };
    const open = await openOrders(tx, raffleId);
    if (open.total > 0) return { kind: 'open_orders', ...open };
    const table = reconciliationTable(await readBooks(tx, raffleId));
    if (!agrees(table)) return { kind: 'differs', table };
    return { kind: 'reconciled', reconciliation: await this.confirm(tx, raffleId, actor, note, table) };
  }

  private async confirm(
    tx: Transaction,
    raffleId: string,
    actor: Actor,
    note: string | undefined,
    table: ReconciliationLine[],
  ): Promise<Reconciliation> {
    const at = (await nowOf(tx)).toISOString();
    const reconciliation = { by: actor.userId, at, note: note ?? null, table };
    await tx.run(`update raffle set state = 'reconciled', reconciliation = $2 where id = $1`, [
      raffleId,
      JSON.stringify(reconciliation),
    ]);
    return reconciliation;
  }
}
