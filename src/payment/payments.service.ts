import { Injectable } from '@nestjs/common';
import { invariant } from '../kernel/index.js';
import { Jobs, putNews, type Reader, type Transaction } from '../platform/index.js';
import { Orders, type OrderView } from '../raffle/index.js';
import type { ArrivedReceipt } from './arrived-receipt.js';
import { addEntry } from './journal.repository.js';
import { decide, openPayment, paymentState, saveReceipt } from './payments.repository.js';

/** The job that fetches one receipt's file. */
export const RECEIPT_DOWNLOAD = 'receipt.download';

export interface ReceiptDownloadPayload {
  readonly receiptId: string;
  /** As the message told it; not there in jobs of versions before. */
  readonly url?: string | null;
}

export interface AttachOutcome {
  readonly kind: 'in_time' | 'late_held' | 'late_gone' | 'refused';
  readonly order: OrderView;
}

export type ApproveOutcome =
  | { kind: 'approved' | 'refund_owed'; order: OrderView }
  | { kind: 'already' | 'not_in_review' | 'not_found' };

export type RejectOutcome =
  { kind: 'rejected'; order: OrderView } | { kind: 'already' | 'not_in_review' | 'not_found' };

/**
 * Money for one order by bank transfer: a buyer's receipt asks a person to look; only that person's word makes it money.
 * Lock order: the order first (inside Orders), then its payment.
 */
@Injectable()
export class Payments {
  constructor(
    private readonly orders: Orders,
    private readonly jobs: Jobs,
  ) {}

  /** A receipt came: its order waits for review, its file is fetched by a job. `refused`: the order takes none any more. */
  async attachReceipt(tx: Transaction, receipt: ArrivedReceipt): Promise<AttachOutcome> {
    const outcome = await this.orders.toReview(tx, receipt.orderId, receipt.sentAt);
    if (outcome.kind === 'refused') return outcome;
    const paymentId = await openPayment(tx, outcome.order);
    const receiptId = await saveReceipt(tx, paymentId, receipt);
    const payload: ReceiptDownloadPayload = { receiptId, url: receipt.url ?? null };
    await this.jobs.add(tx, RECEIPT_DOWNLOAD, payload, { jobKey: `${RECEIPT_DOWNLOAD}:${receiptId}` });
    return outcome;
  }

  /**
   * A person says the money came. The order is paid, or — its numbers gone meanwhile — the money is owed back; the book gets
   * one entry and the buyer is told. Saying it again changes nothing and answers `already`.
   */
  async approve(tx: Transaction, paymentId: string, actor: string): Promise<ApproveOutcome> {
    const payment = await paymentState(tx, paymentId);
    if (payment === null) return { kind: 'not_found' };
    const outcome = await this.orders.toPaid(tx, payment.orderId);
    if (outcome.kind === 'not_in_review') return this.undecided(tx, paymentId, 'approved');
    const { order } = outcome;
    invariant(
      await decide(tx, paymentId, 'approved', actor, null),
      'an order in review has a payment in review',
    );
    const paid = outcome.kind === 'paid';
    await addEntry(tx, {
      order,
      kind: paid ? 'payment_confirmed' : 'refund_owed',
      against: paid ? 'sales' : 'refunds_owed',
      actor,
    });
    await tell(tx, order, { type: paid ? 'payment_approved' : 'refund_owed', orderId: order.id });
    return { kind: paid ? 'approved' : 'refund_owed', order };
  }

  /** A person says the money did not come; `reason` is told to the buyer, whose numbers are kept a while longer. */
  async reject(tx: Transaction, paymentId: string, reason: string, actor: string): Promise<RejectOutcome> {
    const payment = await paymentState(tx, paymentId);
    if (payment === null) return { kind: 'not_found' };
    const outcome = await this.orders.toRejected(tx, payment.orderId, reason);
    if (outcome.kind === 'not_in_review') return this.undecided(tx, paymentId, 'rejected');
    const { order } = outcome;
    invariant(
      await decide(tx, paymentId, 'rejected', actor, reason),
      'an order in review has a payment in review',
    );
    await tell(tx, order, { type: 'payment_rejected', orderId: order.id, reason });
    return { kind: 'rejected', order };
  }

  /** Read after the order's lock was waited for, so a decision made meanwhile by somebody else is seen. */
  private async undecided(
    reader: Reader,
    paymentId: string,
    wanted: 'approved' | 'rejected',
  ): Promise<{ kind: 'already' | 'not_in_review' }> {
    const now = await paymentState(reader, paymentId);
    return { kind: now?.state === wanted ? 'already' : 'not_in_review' };
  }
}

async function tell(
  tx: Transaction,
  order: OrderView,
  news: { type: string; orderId: string; reason?: string },
): Promise<void> {
  await putNews(tx, [{ contactId: order.contactId, news }]);
}
