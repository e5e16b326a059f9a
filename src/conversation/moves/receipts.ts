import type { Outcomes, ReceiptMedia } from '../command.js';
import { execute, go, type Decision, type Turn } from '../decision.js';
import { findOrder, isOpen, ordersIn, takesReceipts, type BuyerOrder } from '../facts.js';
import { buttons, list, type ListItem } from '../reply.js';
import { menuStep } from '../state.js';

const MOST_ROWS = 10;

/** A photo or PDF came: finds the order it pays for, asking only where that is not plain. */
export function receive(turn: Turn, media: ReceiptMedia): Decision {
  const { state, facts } = turn;
  const asked = state.step === 'send_receipt' ? findOrder(facts, state.orderId) : null;
  if (asked !== null && takesReceipts(asked)) return attach(turn, asked.id, media);
  const [waiting, inReview] = [waitingForMoney(turn, media), ordersIn(facts, 'in_review')];
  const candidates = waiting.length > 0 ? waiting : inReview;
  if (candidates.length === 0) return askWhetherReceipt(turn, media);
  return attachToOneOf(turn, media, candidates);
}

/** The buyer says it is a receipt though nothing waits for money: a payment that came late. */
export function attachLate(turn: Turn, media: ReceiptMedia): Decision {
  const ended = ordersIn(turn.facts, 'expired', 'cancelled');
  if (ended.length > 0) return attachToOneOf(turn, media, ended);
  const choices = buttons({ do: 'human' }, { do: 'verify' }, { do: 'menu' });
  return go(turn, menuStep, { kind: 'no_order', purpose: 'receipt' }, choices);
}

export function attach(turn: Turn, orderId: string, media: ReceiptMedia): Decision {
  return execute(turn, { step: 'send_receipt', orderId }, { kind: 'attach_receipt', orderId, media });
}

export function showAttached(
  turn: Turn,
  media: ReceiptMedia,
  { kind, order }: Outcomes['attach_receipt'],
): Decision {
  const troubled = kind === 'late_gone' || kind === 'refused';
  const choices = buttons(troubled ? { do: 'human' } : null, { do: 'my_tickets', from: 0 }, { do: 'menu' });
  const meaning = { kind: 'receipt_taken', order, how: kind, sentAt: new Date(media.sentAt) } as const;
  return go(turn, menuStep, meaning, choices);
}

export function dropMedia(turn: Turn): Decision {
  return go(
    turn,
    menuStep,
    { kind: 'not_a_receipt' },
    buttons({ do: 'my_tickets', from: 0 }, { do: 'menu' }),
  );
}

function attachToOneOf(turn: Turn, media: ReceiptMedia, orders: readonly BuyerOrder[]): Decision {
  const [first, second] = orders;
  if (first !== undefined && second === undefined) return attach(turn, first.id, media);
  const { nonce } = turn;
  const shown = orders.slice(0, MOST_ROWS);
  const items = shown.map((order, i): ListItem => ({
    kind: 'order',
    action: { do: 'receipt_for', nonce, orderId: order.id },
    position: i + 1,
    order,
  }));
  const step = { step: 'receipt_for', media, shown: shown.map(({ id }) => id) } as const;
  return go(turn, step, { kind: 'choose_order', purpose: 'receipt', orders: orders.length }, list(items));
}

function askWhetherReceipt(turn: Turn, media: ReceiptMedia): Decision {
  const { nonce } = turn;
  const order = ordersIn(turn.facts, 'expired', 'cancelled')[0] ?? null;
  const choices = buttons({ do: 'is_receipt', nonce }, { do: 'not_receipt', nonce });
  return go(turn, { step: 'ask_receipt', media }, { kind: 'ask_receipt', order }, choices);
}

/** Open orders, and those that ran out only after the receipt was sent: it counts when the buyer sent it. */
function waitingForMoney({ facts }: Turn, media: ReceiptMedia): BuyerOrder[] {
  const sentAt = new Date(media.sentAt);
  return facts.orders.filter(
    (order) =>
      isOpen(order) || (order.state === 'expired' && order.deadlineAt !== null && sentAt <= order.deadlineAt),
  );
}
