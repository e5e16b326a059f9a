import type { OrderState } from './order-state.js';

export type OrderOrigin = 'chat' | 'web' | 'seller' | 'cash';

/** An order as other rooms see it. */
export interface OrderView {
  readonly id: string;
  /** What people say: `K7Q-281`. */
  readonly code: string;
  readonly raffleId: string;
  readonly contactId: string;
  readonly channelId: string | null;
  readonly origin: OrderOrigin;
  readonly state: OrderState;
  /** Ascending; they stay written here when the order loses them. */
  readonly numbers: readonly number[];
  /** Whether the numbers are this order's now. */
  readonly hasNumbers: boolean;
  readonly amountMinor: number;
  readonly currency: string;
  /** As told to the buyer; null while nothing runs out. */
  readonly deadlineAt: Date | null;
  readonly createdAt: Date;
  readonly receiptAt: Date | null;
  readonly paidAt: Date | null;
  readonly rejectReason: string | null;
  /** 16 characters of Crockford's base32 without dashes; null unless paid. */
  readonly validationCode: string | null;
}

export type HoldOutcome =
  /** All numbers are held. A free order is paid at once. `missed` is always empty: it is all or nothing. */
  | { readonly kind: 'held'; readonly order: OrderView; readonly missed: readonly number[] }
  | {
      readonly kind: 'taken';
      readonly taken: readonly number[];
      readonly free: readonly number[];
      readonly neighbours: readonly number[];
    }
  /** Somebody else's transaction has these in its hand: undo, commit, and ask again alone with `waitForLocks`. */
  | { readonly kind: 'locked'; readonly numbers: readonly number[] }
  | { readonly kind: 'over_limit'; readonly asked: number; readonly left: number; readonly max: number }
  | { readonly kind: 'not_selling'; readonly reason: 'paused' | 'closed' | 'ended' | 'not_open' }
  | { readonly kind: 'out_of_range'; readonly numbers: readonly number[] }
  | { readonly kind: 'sold_out'; readonly left: number };

export type CancelOutcome =
  | { readonly kind: 'cancelled'; readonly order: OrderView }
  | { readonly kind: 'in_review' | 'paid' | 'not_open' | 'not_found' };

export interface ReviewOutcome {
  /**
   * in_time: the receipt was no later than the deadline and the numbers are there. late_held: later, but the order has all its
   * numbers (again). late_gone: the numbers are not there any more. refused: nothing to pay any more.
   */
  readonly kind: 'in_time' | 'late_held' | 'late_gone' | 'refused';
  readonly order: OrderView;
}

export type PaidOutcome =
  /** paid: with validation code. refund_owed: the money came, the numbers are gone or the list is frozen. */
  | { readonly kind: 'paid' | 'refund_owed'; readonly order: OrderView }
  | { readonly kind: 'not_in_review'; readonly order: OrderView };

export type RejectedOutcome = { readonly kind: 'rejected' | 'not_in_review'; readonly order: OrderView };
