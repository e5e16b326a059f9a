import type { CancelAnswer } from '../command.js';
import { answer, execute, go, type Decision, type Turn } from '../decision.js';
import {
  findOrder,
  hasConsented,
  isOpen,
  openOrders,
  ordersIn,
  quotedOrder,
  takesReceipts,
  type BuyerOrder,
} from '../facts.js';
import { saysCode } from '../reading/intent.js';
import { buttons, list, type ListItem } from '../reply.js';
import { menuStep } from '../state.js';
import { showStale } from './help.js';

/** A list has ten rows; whoever has more orders open types the code. */
const ORDERS_PER_LIST = 10;
/** Orders told in one message: more would not fit into its 1,024 characters. */
export const TICKETS_PER_PAGE = 4;

type Purpose = 'pay' | 'paid' | 'cancel';

/** The numbers are this buyer's until the deadline; tells at once how to pay. Free tickets are paid already. */
export function showHeld(turn: Turn, order: BuyerOrder): Decision {
  if (order.state === 'paid') return go(turn, menuStep, { kind: 'paid', order }, buttons({ do: 'menu' }));
  const meaning = { kind: 'held', order, now: turn.facts.now } as const;
  return go(turn, { step: 'order', orderId: order.id }, meaning, orderChoices(order));
}

function showPayment(turn: Turn, order: BuyerOrder): Decision {
  if (!isOpen(order)) return showMovedOn(turn, order);
  const meaning = { kind: 'pay', order, now: turn.facts.now } as const;
  return go(turn, { step: 'order', orderId: order.id }, meaning, orderChoices(order));
}

/** "I paid": asks for the receipt, also for an order that ran out — the money is looked into either way. */
function askForReceipt(turn: Turn, order: BuyerOrder): Decision {
  if (!takesReceipts(order)) return showMovedOn(turn, order);
  const choices = buttons({ do: 'my_tickets', from: 0 }, { do: 'human' }, { do: 'menu' });
  return go(turn, { step: 'send_receipt', orderId: order.id }, { kind: 'send_receipt', order }, choices);
}

function askCancel(turn: Turn, order: BuyerOrder): Decision {
  if (order.state === 'in_review' || order.state === 'paid') return refuseCancel(turn, order, order.state);
  if (!isOpen(order)) return showMovedOn(turn, order);
  const { nonce } = turn;
  const choices = buttons({ do: 'cancel_yes', nonce, orderId: order.id }, { do: 'cancel_no', nonce });
  return go(turn, { step: 'confirm_cancel', orderId: order.id }, { kind: 'confirm_cancel', order }, choices);
}

export function cancel(turn: Turn, orderId: string): Decision {
  return execute(turn, { step: 'confirm_cancel', orderId }, { kind: 'cancel', orderId });
}

export function showCancelAnswer(turn: Turn, orderId: string, outcome: CancelAnswer): Decision {
  const order = findOrder(turn.facts, orderId);
  if (outcome.kind === 'cancelled') {
    const choices = buttons(hasConsented(turn.facts) ? { do: 'buy' } : null, { do: 'menu' });
    return go(turn, menuStep, { kind: 'cancelled', order: outcome.order }, choices);
  }
  if (order === null || outcome.kind === 'not_found') return showStale(turn);
  return outcome.kind === 'not_open' ? showMovedOn(turn, order) : refuseCancel(turn, order, outcome.kind);
}

export function keepOrder(turn: Turn, orderId: string): Decision {
  const order = findOrder(turn.facts, orderId);
  if (order === null || !isOpen(order))
    return go(turn, menuStep, { kind: 'not_cancelled', order: null }, buttons({ do: 'menu' }));
  const choices = buttons({ do: 'pay', orderId }, { do: 'menu' });
  return go(turn, { step: 'order', orderId }, { kind: 'not_cancelled', order }, choices);
}

/** PAGAR, YA PAGUÉ, CANCELAR: finds the order meant, by its code, by the message they quote or because there is only one. */
export function forOrder(turn: Turn, purpose: Purpose, rest: string): Decision {
  const named = turn.facts.orders.find(({ code }) => saysCode(rest, code));
  if (named !== undefined) return actOn(turn, purpose, named);
  const quoted = quotedOrder(turn.facts);
  if (quoted !== null && isOpen(quoted)) return actOn(turn, purpose, quoted);
  const open = openOrders(turn.facts);
  const [first] = open;
  if (first === undefined) return withoutOpenOrder(turn, purpose);
  return open.length === 1 ? actOn(turn, purpose, first) : chooseOrder(turn, purpose, open);
}

export function actOn(turn: Turn, purpose: Purpose, order: BuyerOrder): Decision {
  switch (purpose) {
    case 'pay':
      return showPayment(turn, order);
    case 'paid':
      return askForReceipt(turn, order);
    case 'cancel':
      return askCancel(turn, order);
  }
}

function chooseOrder(turn: Turn, purpose: Purpose, orders: readonly BuyerOrder[]): Decision {
  const shown = orders.slice(0, ORDERS_PER_LIST);
  const items = shown.map((order, i): ListItem => ({
    kind: 'order',
    action: { do: purpose, orderId: order.id },
    position: i + 1,
    order,
  }));
  const step = { step: 'choose_order', purpose, shown: shown.map(({ id }) => id) } as const;
  return go(turn, step, { kind: 'choose_order', purpose, orders: orders.length }, list(items));
}

function withoutOpenOrder(turn: Turn, purpose: Purpose): Decision {
  const [inReview] = ordersIn(turn.facts, 'in_review');
  const [ended] = ordersIn(turn.facts, 'expired', 'cancelled');
  const [paid] = ordersIn(turn.facts, 'paid');
  if (inReview !== undefined) return actOn(turn, purpose, inReview);
  if (ended !== undefined && purpose === 'paid') return askForReceipt(turn, ended);
  if (paid !== undefined && purpose === 'cancel') return askCancel(turn, paid);
  const choices = buttons({ do: 'my_tickets', from: 0 }, { do: 'human' }, { do: 'menu' });
  return answer(turn, { kind: 'no_order', purpose }, choices);
}

export function showMyTickets(turn: Turn, from = 0): Decision {
  const { facts } = turn;
  if (facts.contact.doubtful)
    return go(
      turn,
      { step: 'ask_code' },
      { kind: 'prove_identity' },
      buttons({ do: 'human' }, { do: 'menu' }),
    );
  const orders = ordersIn(facts, 'held', 'rejected', 'in_review', 'paid', 'refund_owed', 'refunded');
  if (orders.length === 0) return answer(turn, { kind: 'no_tickets' }, buttons({ do: 'menu' }));
  const start = from < orders.length ? from : 0;
  const page = orders.slice(start, start + TICKETS_PER_PAGE);
  const more = orders.length - start - page.length;
  const open = page.find(isOpen);
  const choices = buttons(
    open === undefined ? null : { do: 'pay', orderId: open.id },
    more > 0 ? { do: 'my_tickets', from: start + TICKETS_PER_PAGE } : null,
    { do: 'menu' },
  );
  return answer(turn, { kind: 'my_tickets', orders: page, more, now: facts.now }, choices);
}

/** The order is no longer what a button or a word takes it for: says what it is now. */
function showMovedOn(turn: Turn, order: BuyerOrder): Decision {
  const late = order.state === 'expired' || order.state === 'cancelled';
  const choices = buttons(
    late ? { do: 'paid', orderId: order.id } : null,
    { do: 'my_tickets', from: 0 },
    { do: 'menu' },
  );
  return answer(turn, { kind: 'order_moved_on', order }, choices);
}

function refuseCancel(turn: Turn, order: BuyerOrder, why: 'in_review' | 'paid'): Decision {
  return go(turn, menuStep, { kind: 'cancel_refused', order, why }, buttons({ do: 'human' }, { do: 'menu' }));
}

function orderChoices({ id: orderId }: BuyerOrder) {
  return buttons({ do: 'paid', orderId }, { do: 'my_tickets', from: 0 }, { do: 'cancel', orderId });
}
