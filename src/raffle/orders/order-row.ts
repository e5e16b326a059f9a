import type { RaffleState } from '../catalogue/index.js';
import type { OrderView } from './order-view.js';

/** An order as the database gives it: bigint as text, its code sealed. */
export interface OrderRow extends Omit<OrderView, 'amountMinor' | 'validationCode'> {
  readonly amountMinor: string;
  readonly identity: string;
  readonly sealedCode: Buffer | null;
}

/** A row this transaction has locked, with what of its raffle decides about it. */
export interface LockedOrder extends OrderRow {
  readonly raffleState: RaffleState;
  readonly rafflePausedAt: Date | null;
}

/** The columns of `raffle_order o` that make an OrderRow. */
export const ORDER_COLUMNS = `
  o.id, o.code, o.raffle_id as "raffleId", o.contact_id as "contactId", o.channel_id as "channelId", o.origin, o.state, o.numbers,
  o.has_numbers as "hasNumbers", o.amount_minor as "amountMinor", o.currency, o.identity, o.deadline_at as "deadlineAt",
  o.created_at as "createdAt", o.receipt_at as "receiptAt", o.paid_at as "paidAt", o.reject_reason as "rejectReason",
  o.validation_code as "sealedCode"`;
