import { Injectable } from '@nestjs/common';
import { invariant } from '../../kernel/index.js';
import { writeAudit, type AuditAction, type Transaction } from '../../platform/index.js';
import { numbersMayChange } from '../catalogue/index.js';
import { moveNumbers } from '../tickets/index.js';
import { inTime } from './deadline.js';
import type { LockedOrder, OrderRow } from './order-row.js';
import { orderMayMove, runsOut } from './order-state.js';
import { lockKnownOrder, lockOrder, setEnded, setInReview, setRejected } from './order.repository.js';
import type { CancelOutcome, PaidOutcome, RejectedOutcome, ReviewOutcome } from './order-view.js';
import { Reservations } from './reservations.service.js';

/**
 * What becomes of an order once it is held: review, payment, rejection, cancellation, refund. Each method locks the order first
 * and answers what it did; the order itself is to be read again.
 */
@Injectable()
export class Reviews {
  constructor(private readonly reservations: Reservations) {}

  async toReview(tx: Transaction, orderId: string, sentAt: Date): Promise<ReviewOutcome['kind']> {
    const order = await lockKnownOrder(tx, orderId);
    if (order.state === 'in_review') return order.hasNumbers ? 'in_time' : 'late_gone';
    if (!orderMayMove(order.state, 'in_review')) return 'refused';
    const hasNumbers = order.hasNumbers
      ? await this.stopClock(tx, order)
      : await this.reservations.retake(tx, order);
    await setInReview(tx, orderId, { sentAt, hasNumbers });
    if (!hasNumbers) return 'late_gone';
    return inTime({ sentAt, deadlineAt: order.deadlineAt, pausedAt: order.rafflePausedAt })
      ? 'in_time'
      : 'late_held';
  }

  /** A person or provider confirmed the money. An order that lost its numbers tries once more to get them all. */
  async toPaid(tx: Transaction, orderId: string): Promise<PaidOutcome['kind']> {
    const order = await lockKnownOrder(tx, orderId);
    if (order.state !== 'in_review') return 'not_in_review';
    const mayHave = numbersMayChange(order.raffleState);
    if (mayHave && (order.hasNumbers || (await this.reservations.retake(tx, order)))) {
      await this.reservations.settle(tx, order, 'in_review');
      return 'paid';
    }
    await setEnded(tx, [orderId], 'refund_owed', true);
    return 'refund_owed';
  }

  /** The money did not come; the numbers are kept for 12 hours. */
  async toRejected(tx: Transaction, orderId: string, reason: string): Promise<RejectedOutcome['kind']> {
    const order = await lockKnownOrder(tx, orderId);
    if (order.state !== 'in_review') return 'not_in_review';
    if (order.hasNumbers) await moveNumbers(tx, orderId, 'in_review', 'held');
    await setRejected(tx, orderId, reason);
    return 'rejected';
  }

  /** @param contactId the person who asks, where it is one: others' orders do not exist for them */
  async cancel(tx: Transaction, orderId: string, contactId?: string): Promise<CancelOutcome['kind']> {
    const order = await lockOrder(tx, orderId);
    if (order === null || (contactId !== undefined && order.contactId !== contactId)) return 'not_found';
    if (order.state === 'in_review' || order.state === 'paid') return order.state;
    if (!runsOut(order.state)) return 'not_open';
    if (order.hasNumbers) await this.reservations.release(tx, [order]);
    await setEnded(tx, [orderId], 'cancelled', false);
    return 'cancelled';
  }

  /** A paid order is to be paid back: before the freeze its numbers become void, after it only the order changes. */
  async toRefundOwed(tx: Transaction, orderId: string): Promise<'refund_owed' | 'not_paid'> {
    const order = await lockKnownOrder(tx, orderId);
    if (order.state !== 'paid') return 'not_paid';
    const voids = numbersMayChange(order.raffleState);
    if (voids) await this.reservations.voidNumbers(tx, order);
    await setEnded(tx, [orderId], 'refund_owed', !voids);
    await note(tx, voids ? 'order.voided' : 'order.refund_owed', order);
    return 'refund_owed';
  }

  /** The money is back with the buyer. */
  async toRefunded(tx: Transaction, orderId: string): Promise<'refunded' | 'not_owed'> {
    const order = await lockKnownOrder(tx, orderId);
    if (!orderMayMove(order.state, 'refunded')) return 'not_owed';
    await setEnded(tx, [orderId], 'refunded', true);
    await note(tx, 'order.refunded', order);
    return 'refunded';
  }

  private async stopClock(tx: Transaction, order: LockedOrder): Promise<true> {
    const moved = await moveNumbers(tx, order.id, 'held', 'in_review');
    invariant(moved === order.numbers.length, 'an order with numbers has all of them');
    return true;
  }
}

/** Whoever asked: money that goes back, and numbers that leave the draw, are in the audit log. */
async function note(tx: Transaction, action: AuditAction, order: OrderRow): Promise<void> {
  const { id, code, numbers } = order;
  await writeAudit(tx, null, { action, targetKind: 'order', targetId: id, detail: { code, numbers } });
}
