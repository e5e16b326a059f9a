import type { CommandOf, Outcomes, ReceiptMedia } from '../command.js';
import { execute, go, silent, type Decision, type Turn } from '../decision.js';
import { findOrder, isOpen, ordersIn, quotedOrder, takesReceipts, type BuyerOrder } from '../facts.js';
import { buttons, list, type ListItem } from '../reply.js';
import { menuStep } from '../state.js';

const MOST_ROWS = 10;

/** A photo or PDF came: finds the order it pays for, by the message it answers or by what is open, asking only where that is not plain. */
export function receive(turn: Turn, media: ReceiptMedia): Decision {
  const { state, facts } = turn;
  const quoted = quotedOrder(facts);
  if (quoted !== null && takesReceipts(quoted) && quoted.id !== state.album?.orderId)
    return attach(turn, quoted.id, media, askedAbout(turn, media));
  const sibling = joinAlbum(turn, media);
  if (sibling !== null) return sibling;
  const asked = state.step === 'send_receipt' ? findOrder(facts, state.orderId) : null;
  if (asked !== null && takesReceipts(asked)) return attach(turn, asked.id, media);
  const [waiting, inReview] = [waitingForMoney(turn, media), ordersIn(facts, 'in_review')];
  const candidates = waiting.length > 0 ? waiting : inReview;
  if (candidates.length === 0) return askWhetherReceipt(turn, media);
  return attachToOneOf(turn, media, candidates);
}

/** Pictures sent together come as messages of their own, within seconds: kept each, answered once. */
const ALBUM_MS = 10_000;
const MOST_IN_ALBUM = 30;

function joinAlbum({ state, facts }: Turn, media: ReceiptMedia): Decision | null {
  if ((state.step === 'ask_receipt' || state.step === 'receipt_for') && isSameAlbum(state.media, media)) {
    const more = [...(state.more ?? []), media].slice(0, MOST_IN_ALBUM);
    return { state: { ...state, more }, replies: [] };
  }
  const { album } = state;
  if (album === undefined || !isSameAlbum(album, media)) return null;
  if (findOrder(facts, album.orderId)?.state !== 'in_review') return null; // decided meanwhile: a receipt of its own
  return {
    state,
    replies: [],
    command: { kind: 'attach_receipt', orderId: album.orderId, media, quiet: true },
  };
}

/** Pictures of the same album about which a question is open: what this one says of its order holds for them. */
function askedAbout({ state }: Turn, media: ReceiptMedia): ReceiptMedia[] {
  const asked = state.step === 'ask_receipt' || state.step === 'receipt_for';
  return asked && isSameAlbum(state.media, media) ? [state.media, ...(state.more ?? [])] : [];
}

function isSameAlbum(one: { readonly sentAt: string }, other: { readonly sentAt: string }): boolean {
  return Math.abs(Date.parse(one.sentAt) - Date.parse(other.sentAt)) <= ALBUM_MS;
}

/** The buyer says it is a receipt though nothing waits for money: a payment that came late. */
export function attachLate(turn: Turn, media: ReceiptMedia, more: readonly ReceiptMedia[] = []): Decision {
  const ended = ordersIn(turn.facts, 'expired', 'cancelled');
  if (ended.length > 0) return attachToOneOf(turn, media, ended, more);
  const choices = buttons({ do: 'human' }, { do: 'verify' }, { do: 'menu' });
  return go(turn, menuStep, { kind: 'no_order', purpose: 'receipt' }, choices);
}

export function attach(
  turn: Turn,
  orderId: string,
  media: ReceiptMedia,
  more: readonly ReceiptMedia[] = [],
): Decision {
  const rest = more.length === 0 ? {} : { more };
  return execute(
    turn,
    { step: 'send_receipt', orderId },
    { kind: 'attach_receipt', orderId, media, ...rest },
  );
}

export function showAttached(
  turn: Turn,
  { media, orderId, quiet }: CommandOf<'attach_receipt'>,
  { kind, order }: Outcomes['attach_receipt'],
): Decision {
  if (quiet === true) return silent(turn);
  const troubled = kind === 'late_gone' || kind === 'refused';
  const asksNumber = !troubled && !turn.facts.contact.hasNumber;
  const choices = asksNumber
    ? ({ as: 'own_number' } as const)
    : buttons(troubled ? { do: 'human' } : null, { do: 'my_tickets', from: 0 }, { do: 'menu' });
  const sentAt = new Date(media.sentAt);
  const meaning = { kind: 'receipt_taken', order, how: kind, sentAt, asksNumber } as const;
  const decision = go(turn, menuStep, meaning, choices);
  return { ...decision, state: { ...decision.state, album: { orderId, sentAt: media.sentAt } } };
}

export function dropMedia(turn: Turn): Decision {
  return go(
    turn,
    menuStep,
    { kind: 'not_a_receipt' },
    buttons({ do: 'my_tickets', from: 0 }, { do: 'menu' }),
  );
}

function attachToOneOf(
  turn: Turn,
  media: ReceiptMedia,
  orders: readonly BuyerOrder[],
  more: readonly ReceiptMedia[] = [],
): Decision {
  const [first, second] = orders;
  if (first !== undefined && second === undefined) return attach(turn, first.id, media, more);
  const { nonce } = turn;
  const shown = orders.slice(0, MOST_ROWS);
  const items = shown.map((order, i): ListItem => ({
    kind: 'order',
    action: { do: 'receipt_for', nonce, orderId: order.id },
    position: i + 1,
    order,
  }));
  const rest = more.length === 0 ? {} : { more };
  const step = { step: 'receipt_for', media, ...rest, shown: shown.map(({ id }) => id) } as const;
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
