import type { MessageCondition, Priority } from '../whatsapp/index.js';
import type { Reply, ReplyKind } from './reply.js';

/** How a reply has to reach the buyer: the outbox's columns that follow from its meaning. */
export interface Delivery {
  readonly purpose: ReplyKind;
  readonly mustArrive: boolean;
  readonly priority: Priority;
  readonly notAfter?: Date;
  readonly condition?: MessageCondition;
  readonly orderId?: string;
  readonly raffleId?: string;
  readonly drawId?: string;
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
  'draw_out',
  'draw_result',
]);

/** What is more, or less, urgent than an answer. A word to thousands must not make anybody else wait. */
const PRIORITY: Partial<Record<ReplyKind, Priority>> = {
  draw_won: 'winner',
  paid: 'money',
  rejected: 'money',
  refund_owed: 'money',
  receipt_unreadable: 'money',
  receipt_taken: 'money',
  hold_expired: 'money',
  human_called: 'hand_off',
  list_frozen: 'result',
  draw_out: 'result',
  draw_result: 'result',
  holds_extended: 'reminder',
};

/** Instructions to pay are only true while the numbers are kept: nobody may send money for an order that ended meanwhile. */
export function deliveryOf(reply: Reply): Delivery {
  const { kind } = reply;
  const delivery = {
    purpose: kind,
    mustArrive: MUST_ARRIVE.has(kind),
    priority: PRIORITY[kind] ?? 'reply',
    ...aboutOf(reply),
  } as const;
  if (reply.kind !== 'held' && reply.kind !== 'pay') return delivery;
  const { id, deadlineAt } = reply.order;
  return {
    ...delivery,
    ...(deadlineAt === null ? {} : { notAfter: deadlineAt }),
    condition: { kind: 'order_state', orderId: id, states: ['held', 'rejected'] },
  };
}

/** What the reply is about, so that its cost can be told by order and raffle. */
function aboutOf(reply: Reply): Pick<Delivery, 'orderId' | 'raffleId' | 'drawId'> {
  if ('order' in reply && reply.order !== null) {
    return { orderId: reply.order.id, raffleId: reply.order.raffleId };
  }
  if ('raffle' in reply && reply.raffle !== null) return { raffleId: reply.raffle.id };
  return 'news' in reply ? { raffleId: reply.news.raffleId, drawId: reply.news.drawId } : {};
}
