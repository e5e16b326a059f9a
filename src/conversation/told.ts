import { answer, go, silent, type Decision, type Turn } from './decision.js';
import { findOrder, hasConsented, type BuyerOrder } from './facts.js';
import { onAnswersLost } from './late.js';
import { showMenu } from './moves/offers.js';
import type { DrawOut, DrawResult, DrawWon, ListFrozen, News } from './news.js';
import { buttons, link, noChoices, type Choices, type ReplyKind } from './reply.js';
import { menuStep, type ChatState } from './state.js';

/** Said even to whoever wants no message at all: it is about their money or their prize. */
const OWED_TO_EVERYBODY: ReadonlySet<News['type']> = new Set([
  'payment_approved',
  'payment_rejected',
  'refund_owed',
  'receipt_unreadable',
  'draw_won',
  'draw_out',
]);
/** Messages whose loss a person has to make up for; who misses a public result can still ask for it. */
const HAND_OFF_IF_LOST: ReadonlySet<string> = new Set<ReplyKind>([
  'paid',
  'rejected',
  'refund_owed',
  'receipt_unreadable',
  'draw_won',
  'draw_out',
]);
/** Small talk of the bot: not said while a person talks to the buyer. */
const ONLY_FOR_THE_BOT: ReadonlySet<News['type']> = new Set(['sales_closed', 'prompts_overdue', 'released']);

/** News from a trade room. What is no longer true when it is read is not said: other news follows. */
export function onNews(turn: Turn, news: News): Decision {
  const { withHuman, contact } = turn.facts;
  if (news.type === 'message_failed') return afterLoss(turn, news.purpose);
  if (contact.optOut === 'all' && !OWED_TO_EVERYBODY.has(news.type))
    return afterNews(turn, news, silent(turn));
  if (withHuman) return ONLY_FOR_THE_BOT.has(news.type) ? silent(turn) : withoutButtons(tell(turn, news));
  return afterNews(turn, news, tell(turn, news));
}

function afterLoss(turn: Turn, purpose: string): Decision {
  return HAND_OFF_IF_LOST.has(purpose) ? { ...silent(turn), handOff: 'message_failed' } : silent(turn);
}

function tell(turn: Turn, news: Exclude<News, { type: 'message_failed' }>): Decision {
  switch (news.type) {
    case 'hold_expired':
    case 'payment_approved':
    case 'payment_rejected':
    case 'refund_owed':
    case 'receipt_unreadable': {
      const order = findOrder(turn.facts, news.orderId);
      return order === null ? silent(turn) : tellOfOrder(turn, news, order);
    }
    case 'holds_extended': {
      const orders = news.orderIds.map((id) => findOrder(turn.facts, id)).filter((order) => order !== null);
      return tellExtended(
        turn,
        orders.filter(({ deadlineAt }) => deadlineAt !== null),
      );
    }
    case 'sales_closed': {
      const { state } = turn;
      return 'raffleId' in state && state.raffleId === news.raffleId
        ? showMenu(turn, 'sale_closed')
        : silent(turn);
    }
    case 'list_frozen':
      return answer(turn, { kind: 'list_frozen', news, ...raffleOf(turn, news) }, drawPage(turn, news));
    case 'draw_won':
      return answer(turn, { kind: 'draw_won', news, ...raffleOf(turn, news) }, drawPage(turn, news));
    case 'draw_out':
      return answer(turn, { kind: 'draw_out', news, ...raffleOf(turn, news) }, drawPage(turn, news));
    case 'draw_result':
      return answer(turn, { kind: 'draw_result', news, ...raffleOf(turn, news) }, drawPage(turn, news));
    case 'prompts_overdue':
      return onAnswersLost(turn);
    case 'released':
      return showMenu(turn, 'back');
  }
}

type OrderNews = Extract<
  News,
  { type: 'hold_expired' | 'payment_approved' | 'payment_rejected' | 'refund_owed' | 'receipt_unreadable' }
>;

function tellOfOrder(turn: Turn, news: OrderNews, order: BuyerOrder): Decision {
  const orderId = order.id;
  const { state, raffleId } = order;
  switch (news.type) {
    case 'hold_expired': {
      if (state !== 'expired') return silent(turn);
      const again = hasConsented(turn.facts) ? ({ do: 'raffle', raffleId } as const) : null;
      return answer(
        turn,
        { kind: 'hold_expired', order },
        buttons({ do: 'paid', orderId }, again, { do: 'menu' }),
      );
    }
    case 'payment_approved':
      return state === 'paid' ? answer(turn, { kind: 'paid', order }, ticketPage(turn, order)) : silent(turn);
    case 'payment_rejected': {
      if (state !== 'rejected') return silent(turn);
      const meaning = { kind: 'rejected', order, reason: news.reason, now: turn.facts.now } as const;
      return answer(
        turn,
        meaning,
        buttons({ do: 'paid', orderId }, { do: 'human' }, { do: 'cancel', orderId }),
      );
    }
    case 'refund_owed':
      return answer(turn, { kind: 'refund_owed', order }, buttons({ do: 'human' }, { do: 'menu' }));
    case 'receipt_unreadable': {
      const meaning = { kind: 'receipt_unreadable', order, why: news.why } as const;
      return go(
        turn,
        { step: 'send_receipt', orderId },
        meaning,
        buttons({ do: 'my_tickets', from: 0 }, { do: 'human' }),
      );
    }
  }
}

function ticketPage({ facts }: Turn, { validationCode }: BuyerOrder): Choices {
  if (validationCode === null || facts.publicUrl === '')
    return buttons({ do: 'my_tickets', from: 0 }, { do: 'menu' });
  return link(`${facts.publicUrl}/t/${validationCode}`);
}

function drawPage({ facts }: Turn, { drawId }: { drawId: string }): Choices {
  return facts.publicUrl === '' ? noChoices : link(`${facts.publicUrl}/draws/${drawId}`);
}

/** Raffles that are no longer on sale are known from the buyer's orders. A draw before the main one is called by its own name, too. */
function raffleOf(
  { facts }: Turn,
  { raffleId, drawName = null, byHand = false }: ListFrozen | DrawWon | DrawOut | DrawResult,
) {
  const order = facts.orders.find((one) => one.raffleId === raffleId);
  const names = [drawName, order?.raffleTitle ?? null].filter((name) => name !== null);
  return {
    title: names.length === 0 ? null : names.join(' · '),
    isPreDraw: drawName !== null,
    byHand,
    jurisdiction: order?.jurisdiction ?? null,
  };
}

function tellExtended(turn: Turn, orders: readonly BuyerOrder[]): Decision {
  const [first] = orders;
  if (first === undefined) return silent(turn);
  const choices = buttons({ do: 'pay', orderId: first.id }, { do: 'my_tickets', from: 0 });
  return answer(turn, { kind: 'holds_extended', orders, now: turn.facts.now }, choices);
}

/** A question about an order that ran out is closed; only its receipt is still waited for. */
function afterNews({ state }: Turn, news: News, decision: Decision): Decision {
  const asks = state.step === 'order' || state.step === 'confirm_cancel';
  if (news.type !== 'hold_expired' || !asks || state.orderId !== news.orderId) return decision;
  return { ...decision, state: { ...menuStep, v: 1, nonce: state.nonce, misses: 0 } satisfies ChatState };
}

/** Buttons would be dead: the bot does not answer them now. */
function withoutButtons(decision: Decision): Decision {
  const replies = decision.replies.map((reply) =>
    reply.choices.as === 'link' ? reply : { ...reply, choices: noChoices },
  );
  return { ...decision, replies };
}
