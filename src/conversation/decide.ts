import { createHash } from 'node:crypto';
import { readAction } from './buttons.js';
import { onOutcome } from './carried-out.js';
import type { ReceiptMedia } from './command.js';
import { silent, type Decision, type Turn } from './decision.js';
import { hasConsented, openOrders, type Facts } from './facts.js';
import type { Input } from './input.js';
import { readIntent } from './reading/intent.js';
import { onLate } from './late.js';
import { askConsent } from './moves/consent.js';
import { cannotRead } from './moves/help.js';
import { leave } from './moves/opt-out.js';
import { receive } from './moves/receipts.js';
import type { ChatState } from './state.js';
import { onTap } from './tapped.js';
import { onNews } from './told.js';
import { onText } from './typed.js';

/**
 * The whole conversation: where it stands, what happened, what is true → where it stands next, what to say, what to order.
 * Total: every state answers every input. Read on in `typed` (messages), `tapped` (buttons), `told` (news), `carried-out`
 * (outcomes of our commands).
 */
export function decide(state: ChatState, input: Input, facts: Facts): Decision {
  const turn = { state, input, facts, nonce: nonceOf(input) };
  if (input.kind === 'outcome') return onOutcome(turn, input.executed);
  if (input.kind === 'news') return onNews(turn, input.news);
  if (facts.withHuman) return besideHuman(turn, input);
  if (facts.late) return onLate(turn, input) ?? onMessage(turn, input);
  return onMessage(turn, input);
}

function onMessage(turn: Turn, input: Message): Decision {
  switch (input.kind) {
    case 'text':
      return onText(turn, input.text);
    case 'choice':
      return onTap(turn, input.id);
    case 'media':
      return receive(turn, receiptOf(input));
    case 'other':
      return onOther(turn, input.type);
  }
}

type Message = Exclude<Input, { kind: 'news' } | { kind: 'outcome' }>;

/** A person has taken over: the bot says nothing, but lets go who wants to go and keeps a receipt that can only be for one order. */
function besideHuman(turn: Turn, input: Message): Decision {
  const { state, facts } = turn;
  const leaves =
    (input.kind === 'text' && readIntent(input.text).is === 'opt_out') ||
    (input.kind === 'choice' && readAction(input.id)?.do === 'opt_out');
  if (leaves) return { ...leave(turn), state };
  const [order, second] = openOrders(facts);
  if (input.kind !== 'media' || order === undefined || second !== undefined) return silent(turn);
  return {
    state,
    replies: [],
    command: { kind: 'attach_receipt', orderId: order.id, media: receiptOf(input) },
  };
}

/** Meta's message types that ask nothing. */
const PLEASANTRIES = new Set(['reaction', 'sticker', 'system', 'ephemeral']);

function onOther(turn: Turn, type: string): Decision {
  if (PLEASANTRIES.has(type)) return silent(turn);
  return turn.state.step === 'new' && !hasConsented(turn.facts)
    ? askConsent(turn, 'first')
    : cannotRead(turn, type);
}

function receiptOf({
  wamid,
  sentAt,
  mediaId,
  declaredType,
  sha256,
}: Extract<Input, { kind: 'media' }>): ReceiptMedia {
  return { wamid, mediaId, declaredType, sha256: sha256 ?? null, sentAt: sentAt.toISOString() };
}

/** Short, the same for the outcomes of a message as for the message, and not to be guessed from another chat. */
function nonceOf({ wamid, sentAt }: Input): string {
  return createHash('sha256').update(`${wamid}|${sentAt.getTime()}`).digest('base64url').slice(0, 10);
}
