import { invariant, newId } from '../kernel/index.js';
import type { Reader, Transaction } from '../platform/index.js';
import type { OrderView } from '../raffle/index.js';
import type { ArrivedReceipt } from './arrived-receipt.js';

export type PaymentState = 'in_review' | 'approved' | 'rejected' | 'cancelled';

/** The payment of an order in review: a new one, or the one a person had rejected, open again. */
export async function openPayment(tx: Transaction, order: OrderView): Promise<string> {
  const row = await tx.first<{ id: string }>(
    `insert into payment (id, order_id, raffle_id, contact_id, state, amount_minor, currency)
     values ($1, $2, $3, $4, 'in_review', $5, $6)
     on conflict (order_id) do update
       set state = 'in_review', reject_reason = null, decided_at = null, decided_by = null
       where payment.state <> 'approved'
     returning id`,
    [newId(), order.id, order.raffleId, order.contactId, order.amountMinor, order.currency],
  );
  invariant(row !== null, 'an order in review was never paid');
  return row.id;
}

export async function saveReceipt(
  tx: Transaction,
  paymentId: string,
  receipt: ArrivedReceipt,
): Promise<string> {
  const id = newId();
  await tx.run(
    `insert into receipt (id, payment_id, channel_id, wamid, media_id, declared_type, declared_sha256, sent_at, forwarded)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      paymentId,
      receipt.channelId,
      receipt.wamid,
      receipt.mediaId,
      receipt.declaredType,
      receipt.declaredSha256 ?? null,
      receipt.sentAt,
      receipt.forwarded ?? false,
    ],
  );
  return id;
}

export async function paymentState(
  reader: Reader,
  paymentId: string,
): Promise<{ orderId: string; state: PaymentState } | null> {
  const row = await reader.first<{ order_id: string; state: PaymentState }>(
    'select order_id, state from payment where id = $1',
    [paymentId],
  );
  return row && { orderId: row.order_id, state: row.state };
}

/** Records a person's decision; false if the payment was not in review. */
export async function decide(
  tx: Transaction,
  paymentId: string,
  state: 'approved' | 'rejected',
  actor: string,
  reason: string | null,
): Promise<boolean> {
  const changed = await tx.run(
    `update payment set state = $2, decided_at = app_now(), decided_by = $3, reject_reason = $4
     where id = $1 and state = 'in_review'`,
    [paymentId, state, actor, reason],
  );
  return changed === 1;
}
