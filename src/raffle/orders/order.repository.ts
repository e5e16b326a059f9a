import { invariant } from '../../kernel/index.js';
import type { Transaction } from '../../platform/index.js';
import { KEPT_AFTER_REJECTION_HOURS } from './deadline.js';
import { ORDER_COLUMNS, type LockedOrder } from './order-row.js';
import type { StoredCode } from './validation-codes.service.js';

const SHARE_RAFFLE_OF = `select pg_advisory_xact_lock_shared(raffle_lock_key(raffle_id)) from raffle_order where id = $1`;

const LOCK = `
  select ${ORDER_COLUMNS}, r.state as "raffleState", r.paused_at as "rafflePausedAt"
  from raffle_order o join raffle r on r.id = o.raffle_id
  where o.id = $1 for no key update of o`;

/**
 * Locks an order, its raffle shared first: what the row says of the raffle stays so until the transaction ends.
 * @returns null if there is no such order
 */
export async function lockOrder(tx: Transaction, orderId: string): Promise<LockedOrder | null> {
  await tx.run(SHARE_RAFFLE_OF, [orderId]);
  return tx.first<LockedOrder>(LOCK, [orderId]);
}

/** The same for an order the caller knows to exist. */
export async function lockKnownOrder(tx: Transaction, orderId: string): Promise<LockedOrder> {
  const order = await lockOrder(tx, orderId);
  invariant(order !== null, 'the order exists');
  return order;
}

export async function setInReview(
  tx: Transaction,
  orderId: string,
  receipt: { readonly sentAt: Date; readonly hasNumbers: boolean },
): Promise<void> {
  await tx.run(
    `update raffle_order set state = 'in_review', has_numbers = $3, receipt_at = $2, ended_at = null where id = $1`,
    [orderId, receipt.sentAt, receipt.hasNumbers],
  );
}

export async function setPaid(tx: Transaction, orderId: string, code: StoredCode): Promise<void> {
  await tx.run(
    `update raffle_order set state = 'paid', has_numbers = true, paid_at = app_now(), validation_hash = $2, validation_code = $3
     where id = $1`,
    [orderId, code.hash, code.sealed],
  );
}

export async function setRejected(tx: Transaction, orderId: string, reason: string): Promise<void> {
  await tx.run(
    `update raffle_order set state = 'rejected', reject_reason = $2, deadline_at = app_now() + make_interval(hours => $3::int)
     where id = $1`,
    [orderId, reason, KEPT_AFTER_REJECTION_HOURS],
  );
}

/** The order is over: whoever calls this gave its numbers back, or keeps them as they are (`hasNumbers`). */
export async function setEnded(
  tx: Transaction,
  orderIds: readonly string[],
  state: 'expired' | 'cancelled' | 'refund_owed' | 'refunded',
  hasNumbers: boolean,
): Promise<void> {
  await tx.run(
    'update raffle_order set state = $2, has_numbers = has_numbers and $3, ended_at = app_now() where id = any($1::uuid[])',
    [orderIds, state, hasNumbers],
  );
}

/** Counts numbers towards a person's limit again. @returns false if that is more than allowed */
export async function raiseLimit(
  tx: Transaction,
  person: { readonly raffleId: string; readonly contactId: string },
  by: number,
): Promise<boolean> {
  const raised = await tx.run(
    `update purchase_limit set taken = taken + $3 where raffle_id = $1 and contact_id = $2 and taken + $3 <= allowed`,
    [person.raffleId, person.contactId, by],
  );
  return raised === 1;
}

/** Takes numbers off their persons' limits. */
export async function lowerLimits(
  tx: Transaction,
  orders: readonly {
    readonly raffleId: string;
    readonly contactId: string;
    readonly numbers: readonly number[];
  }[],
): Promise<void> {
  await tx.run(
    `update purchase_limit l set taken = l.taken - given.back
     from (select raffle_id, contact_id, sum(n)::int as back
           from unnest($1::uuid[], $2::uuid[], $3::int[]) as o(raffle_id, contact_id, n) group by 1, 2) given
     where l.raffle_id = given.raffle_id and l.contact_id = given.contact_id`,
    [
      orders.map(({ raffleId }) => raffleId),
      orders.map(({ contactId }) => contactId),
      orders.map(({ numbers }) => numbers.length),
    ],
  );
}
