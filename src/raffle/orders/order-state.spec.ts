import { describe, expect, it } from 'vitest';
import { orderMayMove, orderMoves, runsOut, type OrderState } from './order-state.js';

const STATES = Object.keys(orderMoves) as OrderState[];

describe('the life of an order', () => {
  it('owes money back only after a review or a payment', () => {
    expect(STATES.filter((state) => orderMayMove(state, 'refund_owed'))).toEqual(['in_review', 'paid']);
  });

  it('is paid only from a hold or a review', () => {
    expect(STATES.filter((state) => orderMayMove(state, 'paid'))).toEqual(['held', 'in_review']);
  });

  it('can still be reviewed after it ran out or was cancelled, since the money may have been on its way', () => {
    expect(STATES.filter((state) => orderMayMove(state, 'in_review'))).toEqual([
      'held',
      'rejected',
      'expired',
      'cancelled',
    ]);
  });

  it('runs out exactly where it may expire', () => {
    expect(STATES.filter(runsOut)).toEqual(STATES.filter((state) => orderMayMove(state, 'expired')));
  });

  it('ends when the money is back', () => expect(orderMoves.refunded).toEqual([]));
});
