import { createHash } from 'node:crypto';
import { readAction } from './buttons.js';
import { onOutcome } from './carried-out.js';
import type { ReceiptMedia } from './command.js';
import { silent, type Decision, type Turn } from './decision.js';
import { openOrders, ordersIn, quotedOrder, takesReceipts, type Facts } from './facts.js';
import type { Input, Spoken } from './input.js';
import { readIntent } from './reading/intent.js';
import { onLate } from './late.js';
import { leave } from './moves/opt-out.js';
import { receive } from './moves/receipts.js';
import type { ChatState } from './state.js';
import { onSpoken } from './spoken.js';
import { onTap } from './tapped.js';
import { onNews } from './told.js';
import { onText } from './typed.js';

/**
 * The whole conversation: where it stands, what happened, what is true → where it stands next, what to say, what to order.
 * Total: every state answers every input. Read on in `typed` (messages), `tapped` (buttons), `told` (news), `carried-out`
 * (outcomes of our commands).
 */
export function decide(state: ChatState, input: Input, facts: Facts): Decision {
  const turn = { state, input, facts, nonce: nonceOf(input.wamid) };
  if (input.kind === 'outcome') return onOutcome(turn, input.executed);
  if (input.kind === 'news') return onNews(turn, input.news);
  if (facts.withHuman) return besideHuman(turn, input);
  if (facts.late) return onLate(turn, input) ?? onMessage(turn, input);
  return onMessage(turn, input);
}

function onMessage(turn: Turn, input: Message): Decision {
  if (input.kind === 'text') return onText(turn, input.text);
  if (input.kind === 'choice') return onTap(turn, input.id);
  if (input.kind === 'media') return receive(turn, receiptOf(input));
  return input.kind === 'edit' ? onEdit(turn, input) : onSpoken(turn, input);
}

type Message = Extract<Input, Spoken>;

/**
 * Other numbers instead of those just echoed: nothing was held yet, so the edit counts as if it had been typed now, with an echo
 * of its own. Whatever else is edited stands as it was read: it may have become an order.
 */
function onEdit(turn: Turn, { of, now, sentAt }: Extract<Message, { kind: 'edit' }>): Decision {
  const mark = nonceOf(of);
  if (now?.kind !== 'text' || turn.facts.late || !isAboutLastAsked(turn, mark, sentAt)) return silent(turn);
  const decision = onText(turn, now.text);
  return { ...decision, state: { ...decision.state, edited: { mark, at: sentAt.toISOString() } } };
}

/** Edited again, a message keeps its id, so the question about its last version knows it by that; of two versions the newer counts. */
function isAboutLastAsked({ state }: Turn, mark: string, sentAt: Date): boolean {
  const { edited } = state;
  if (edited?.mark === mark) return 'raffleId' in state && sentAt >= new Date(edited.at);
  return state.step === 'confirm_numbers' && state.nonce === mark;
}

/** A person has taken over: the bot says nothing, but lets go who wants to go and keeps a receipt that can only be for one order, or answers a message about it. */
function besideHuman(turn: Turn, input: Message): Decision {
  const { state, facts } = turn;
  const leaves =
    (input.kind === 'text' && readIntent(input.text).is === 'opt_out') ||
    (input.kind === 'choice' && readAction(input.id)?.do === 'opt_out');
  if (leaves) return { ...leave(turn), state };
  const [open, quoted] = [openOrders(facts), quotedOrder(facts)];
  // the first picture of an album puts its order into review
  const candidates = open.length > 0 ? open : ordersIn(facts, 'in_review');
  const [order, second] = quoted !== null && takesReceipts(quoted) ? [quoted] : candidates;
  if (input.kind !== 'media' || order === undefined || second !== undefined) return silent(turn);
  return {
    state,
    replies: [],
    command: { kind: 'attach_receipt', orderId: order.id, media: receiptOf(input) },
  };
}

function receiptOf({
  wamid,
  sentAt,
  mediaId,
  declaredType,
  sha256,
  url,
  forwarded,
}: Extract<Input, { kind: 'media' }>): ReceiptMedia {
  return {
    wamid,
    mediaId,
    declaredType,
    sha256: sha256 ?? null,
    sentAt: sentAt.toISOString(),
    ...(url !== undefined && { url }),
    ...(forwarded && { forwarded }),
  };
}

/** Short, the same for the outcomes of a message as for the message, and not to be guessed from another chat. */
function nonceOf(wamid: string): string {
  return createHash('sha256').update(wamid).digest('base64url').slice(0, 10);
}
