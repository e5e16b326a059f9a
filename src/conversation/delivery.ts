import type { MessageCondition } from '../whatsapp/index.js';
import type { Reply, ReplyKind } from './reply.js';

/** How a reply has to reach the buyer: the outbox's columns that follow from its meaning. */
export interface Delivery {
  readonly purpose: ReplyKind;
  readonly mustArrive: boolean;
  readonly notAfter?: Date;
  readonly condition?: MessageCondition;
}

/** Losing one of these costs a buyer money, a number or a prize. */
const MUST_ARRIVE: ReadonlySet<ReplyKind> = new Set([
  'hold_expired',
  'paid',
  'rejected',
  'refund_owed',
  'receipt_unreadable',
  'list_frozen',
  'draw_won',
  'draw_result',
]);

/** Instructions to pay are only true while the numbers are kept: nobody may send money for an order that ended meanwhile. */
export function deliveryOf(reply: Reply): Delivery {
  const delivery = { purpose: reply.kind, mustArrive: MUST_ARRIVE.has(reply.kind) };
  if (reply.kind !== 'held' && reply.kind !== 'pay') return delivery;
  const { id, deadlineAt } = reply.order;
  return {
    ...delivery,
    ...(deadlineAt === null ? {} : { notAfter: deadlineAt }),
    condition: { kind: 'order_state', orderId: id, states: ['held', 'rejected'] },
  };
}
