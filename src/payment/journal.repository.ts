import { newId } from '../kernel/index.js';
import type { Transaction } from '../platform/index.js';
import type { OrderView } from '../raffle/index.js';

/** Money confirmed into the bank for an order, against what it was for. The database checks that the two lines balance. */
export async function addEntry(
  tx: Transaction,
  entry: {
    order: OrderView;
    kind: 'payment_confirmed' | 'refund_owed';
    against: 'sales' | 'refunds_owed';
    actor: string;
  },
): Promise<void> {
  const id = newId();
  const { order } = entry;
  await tx.run(
    'insert into journal_entry (id, raffle_id, order_id, kind, actor) values ($1, $2, $3, $4, $5)',
    [id, order.raffleId, order.id, entry.kind, entry.actor],
  );
  await tx.run(
    `insert into journal_line (entry_id, account, amount_minor, currency)
     values ($1, 'bank', $3::bigint, $4), ($1, $2, -$3::bigint, $4)`,
    [id, entry.against, order.amountMinor, order.currency],
  );
}
