import type { Transaction } from '../../platform/index.js';
import type { OrderRow } from './order-row.js';

/** Logs that an order's numbers are paid, which issues their entry receipts: what is in them follows when they are asked for. */
export async function logPaid(
  tx: Transaction,
  order: Pick<OrderRow, 'id' | 'raffleId' | 'contactId'>,
  data: object,
): Promise<void> {
  await tx.run(
    `with logged as (insert into raffle_event (raffle_id, event, data) values ($1, 'ticket.paid', $2::jsonb) returning id)
     insert into entry_receipt (event_id, order_id, contact_id) select id, $3, $4 from logged`,
    [order.raffleId, JSON.stringify(data), order.id, order.contactId],
  );
}
