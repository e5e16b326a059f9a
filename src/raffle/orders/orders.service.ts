import { Injectable } from '@nestjs/common';
import type { Reader, Transaction } from '../../platform/index.js';
import { Raffles, type RaffleView } from '../catalogue/index.js';
import type { HoldRequest } from './hold.repository.js';
import { Holds } from './holds.service.js';
import type { OrderRow } from './order-row.js';
import { knownOrder, orderById, orderByValidationHash, ordersOfContacts } from './order.reader.js';
import type {
  CancelOutcome,
  HoldOutcome,
  OrderView,
  PaidOutcome,
  RejectedOutcome,
  ReviewOutcome,
} from './order-view.js';
import { Reviews } from './reviews.service.js';
import { ValidationCodes } from './validation-codes.service.js';

/** Orders: numbers, a price, a deadline and what became of them. The door to this room. */
@Injectable()
export class Orders {
  constructor(
    private readonly raffles: Raffles,
    private readonly holds: Holds,
    private readonly reviews: Reviews,
    private readonly codes: ValidationCodes,
  ) {}

  async hold(
    tx: Transaction,
    request: HoldRequest & { readonly waitForLocks?: boolean },
  ): Promise<HoldOutcome> {
    const outcome = await this.holds.hold(tx, request);
    return 'order' in outcome ? { kind: 'held', order: this.view(outcome.order), missed: [] } : outcome;
  }

  /** With `contactId`, other people's orders are not found. */
  async cancel(
    tx: Transaction,
    { orderId, contactId }: { readonly orderId: string; readonly contactId?: string },
  ): Promise<CancelOutcome> {
    const kind = await this.reviews.cancel(tx, orderId, contactId);
    return kind === 'cancelled' ? { kind, order: await this.known(tx, orderId) } : { kind };
  }

  /** A receipt came for an order that exists; `sentAt` = Meta's timestamp. */
  async toReview(tx: Transaction, orderId: string, sentAt: Date): Promise<ReviewOutcome> {
    const kind = await this.reviews.toReview(tx, orderId, sentAt);
    return { kind, order: await this.known(tx, orderId) };
  }

  /** The money is confirmed. */
  async toPaid(tx: Transaction, orderId: string): Promise<PaidOutcome> {
    const kind = await this.reviews.toPaid(tx, orderId);
    return { kind, order: await this.known(tx, orderId) };
  }

  /** The money did not come. */
  async toRejected(tx: Transaction, orderId: string, reason: string): Promise<RejectedOutcome> {
    const kind = await this.reviews.toRejected(tx, orderId, reason);
    return { kind, order: await this.known(tx, orderId) };
  }

  /** A paid order is to be paid back; its numbers become void unless the list is frozen. */
  async toRefundOwed(
    tx: Transaction,
    orderId: string,
  ): Promise<{ kind: 'refund_owed' | 'not_paid'; order: OrderView }> {
    const kind = await this.reviews.toRefundOwed(tx, orderId);
    return { kind, order: await this.known(tx, orderId) };
  }

  /** The money is back with the buyer. */
  async toRefunded(
    tx: Transaction,
    orderId: string,
  ): Promise<{ kind: 'refunded' | 'not_owed'; order: OrderView }> {
    const kind = await this.reviews.toRefunded(tx, orderId);
    return { kind, order: await this.known(tx, orderId) };
  }

  async byId(reader: Reader, orderId: string): Promise<OrderView | null> {
    return this.viewOrNull(await orderById(reader, orderId));
  }

  /** Open ones and the last 20 of each contact, newest first; a contact without orders is not in the map. */
  async ofContact(reader: Reader, contactIds: readonly string[]): Promise<Map<string, OrderView[]>> {
    const byContact = new Map<string, OrderView[]>();
    for (const row of await ordersOfContacts(reader, contactIds)) {
      byContact.set(row.contactId, [...(byContact.get(row.contactId) ?? []), this.view(row)]);
    }
    return byContact;
  }

  /** The ticket behind a validation code as people type it; a refunded one is found too and shows its state. */
  async byValidationCode(
    reader: Reader,
    typed: string,
  ): Promise<{ order: OrderView; raffle: RaffleView } | null> {
    const hash = this.codes.hashOfTyped(typed);
    const row = hash === null ? null : await orderByValidationHash(reader, hash);
    const raffle = row === null ? null : await this.raffles.byId(reader, row.raffleId);
    return row === null || raffle === null ? null : { order: this.view(row), raffle };
  }

  private async known(reader: Reader, orderId: string): Promise<OrderView> {
    return this.view(await knownOrder(reader, orderId));
  }

  private viewOrNull(row: OrderRow | null): OrderView | null {
    return row === null ? null : this.view(row);
  }

  private view(row: OrderRow): OrderView {
    const { identity: _private, sealedCode, amountMinor, deadlineAt, ...same } = row;
    const validationCode = row.state === 'paid' && sealedCode !== null ? this.codes.open(sealedCode) : null;
    const runs = row.state === 'held' || row.state === 'rejected';
    return {
      ...same,
      amountMinor: Number(amountMinor),
      deadlineAt: runs ? deadlineAt : null,
      validationCode,
    };
  }
}
