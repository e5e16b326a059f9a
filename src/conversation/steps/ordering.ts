import type { Decision, Turn } from '../decision.js';
import { findOrder, type BuyerOrder } from '../facts.js';
import { readListChoice, saysCode } from '../reading/intent.js';
import { miss } from '../moves/help.js';
import { showMenu } from '../moves/offers.js';
import { actOn, cancel, keepOrder } from '../moves/orders.js';
import { attach, attachLate, dropMedia } from '../moves/receipts.js';
import { lookUp } from '../moves/verifying.js';
import type { At } from '../state.js';
import type { Said } from './said.js';

export function atChooseOrder(turn: Turn, { purpose, shown }: At<'choose_order'>, said: Said): Decision {
  if (said.intent.is === 'no') return showMenu(turn);
  const order = namedOrder(turn, shown, said.text);
  return order === null ? miss(turn, 'order') : actOn(turn, purpose, order);
}

export function atConfirmCancel(turn: Turn, { orderId }: At<'confirm_cancel'>, { intent }: Said): Decision {
  if (findOrder(turn.facts, orderId) === null) return showMenu(turn);
  if (intent.is === 'yes') return cancel(turn, orderId);
  return intent.is === 'no' ? keepOrder(turn, orderId) : miss(turn, 'yes_no');
}

export function atAskReceipt(turn: Turn, { media, more }: At<'ask_receipt'>, { intent }: Said): Decision {
  if (intent.is === 'yes' || intent.is === 'paid') return attachLate(turn, media, more);
  return intent.is === 'no' ? dropMedia(turn) : miss(turn, 'yes_no');
}

export function atReceiptFor(
  turn: Turn,
  { media, more, shown }: At<'receipt_for'>,
  { text, intent }: Said,
): Decision {
  if (intent.is === 'no') return dropMedia(turn);
  const order = namedOrder(turn, shown, text);
  return order === null ? miss(turn, 'order') : attach(turn, order.id, media, more);
}

export function atAskCode(turn: Turn, { text }: Said): Decision {
  return lookUp(turn, text);
}

/** An order by its place in the list we showed, or by its code. */
function namedOrder({ facts }: Turn, shown: readonly string[], text: string): BuyerOrder | null {
  const listed = shown.map((id) => findOrder(facts, id));
  const place = readListChoice(
    text,
    listed.map((order) => order?.code ?? ''),
  );
  return facts.orders.find(({ code }) => saysCode(text, code)) ?? listed[place ?? -1] ?? null;
}
