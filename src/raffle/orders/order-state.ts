/** The life of an order. Money is owed back only once a person or provider confirmed that it came. */
const MOVES = {
  held: ['in_review', 'expired', 'cancelled', 'paid'],
  in_review: ['paid', 'rejected', 'cancelled', 'refund_owed'],
  rejected: ['in_review', 'expired', 'cancelled'],
  expired: ['in_review'],
  cancelled: ['in_review'],
  paid: ['refund_owed'],
  refund_owed: ['refunded'],
  refunded: [],
} as const satisfies Record<string, readonly string[]>;

export type OrderState = keyof typeof MOVES;

/** Where an order may go from each state. */
export const orderMoves: Readonly<Record<OrderState, readonly OrderState[]>> = MOVES;

/** True if an order may go from one state to the other. */
export function orderMayMove(from: OrderState, to: OrderState): boolean {
  return orderMoves[from].includes(to);
}

/** True while a deadline runs: the order has its numbers and nothing was paid or is being looked at. */
export function runsOut(state: OrderState): boolean {
  return state === 'held' || state === 'rejected';
}
