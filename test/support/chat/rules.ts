import { readAction, type ActionName } from '../../../src/conversation/buttons.js';
import type { Decision } from '../../../src/conversation/decision.js';
import { hasConsented } from '../../../src/conversation/facts.js';
import type { render } from '../../../src/conversation/render.js';
import type { Reply, ReplyKind } from '../../../src/conversation/reply.js';
import { readState } from '../../../src/conversation/state.js';
import { checkLimits } from '../../../src/whatsapp/message/limits.js';
import { NONCE, type GivenTurn } from './every-turn.js';

export type Rendered = ReturnType<typeof render>;
/** @param said the decision's replies as they would be sent */
type Rule = (given: GivenTurn, decision: Decision, said: readonly Rendered[]) => boolean;

/** What holds in every turn, as sentences. */
export const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  [
    'at most one message is sent, and none before a command has an outcome',
    (_, { replies, command }) => replies.length <= (command === undefined ? 1 : 0),
  ],
  [
    'every message is within Meta’s limits',
    (_given, _decision, said) => said.every(({ content }) => checkLimits(content).length === 0),
  ],
  [
    'the state survives being stored',
    (_, { state }) => same(readState(JSON.parse(JSON.stringify(state))), state),
  ],
  ['nothing is offered before consent', offersNothingBeforeConsent],
  ['the bot is silent beside a person, but for leaving and news', isSilentBesideHuman],
  ['only numbers on screen are held', holdsWhatIsShown],
  ['a button of another question, or about nobody’s order, is called old', callsStrayButtonsOld],
  ['an old button changes nothing', changesNothingWhenOld],
  ['reactions, stickers and what was taken back change nothing and get no answer', ignoresAsides],
  ['thanks change nothing', thanksChangeNothing],
  ['nobody is said to take part who has not paid', saysParticipaOnlyWhenPaid],
  [
    'no message of money or prize may get lost',
    (_given, { replies }, said) => replies.every(({ kind }, i) => said[i]?.mustArrive === MUST.has(kind)),
  ],
  ['what is owed is only said to be paid while it can be', asksForMoneyConditionally],
]);

const OFFERS: ReadonlySet<ReplyKind> = new Set<ReplyKind>([
  'menu',
  'more_options',
  'nothing_on_sale',
  'choose_raffle',
  'choose_way',
  'not_selling',
  'ask_numbers',
  'ask_count',
  'random_offer',
  'numbers_checked',
  'numbers_unknown',
  'numbers_lost',
  'over_limit',
  'few_left',
  'no_catalogue',
]);
const BUYING: ReadonlySet<ActionName> = new Set<ActionName>([
  'buy',
  'raffles',
  'raffle',
  'choose',
  'random',
  'count',
  'spin',
  'hold',
  'add',
  'more',
]);
const MUST: ReadonlySet<ReplyKind> = new Set<ReplyKind>([
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

function offersNothingBeforeConsent({ facts, input }: GivenTurn, { replies, command }: Decision): boolean {
  const consents = input.kind === 'outcome' && input.executed.kind === 'record_consent';
  if (hasConsented(facts) || consents) return true;
  if (command !== undefined && ['check_numbers', 'pick_random', 'hold'].includes(command.kind)) return false;
  return replies.every(
    (reply) => !OFFERS.has(reply.kind) && actionsOf(reply).every((name) => !BUYING.has(name)),
  );
}

function isSilentBesideHuman({ facts, input }: GivenTurn, { replies, command }: Decision): boolean {
  if (!facts.withHuman || input.kind === 'news' || input.kind === 'outcome') return true;
  return (
    replies.length === 0 &&
    (command === undefined || ['attach_receipt', 'set_opt_out'].includes(command.kind))
  );
}

function holdsWhatIsShown({ state }: GivenTurn, { command }: Decision): boolean {
  if (command?.kind !== 'hold') return true;
  return 'numbers' in state && same(state.numbers, command.numbers) && state.raffleId === command.raffleId;
}

function callsStrayButtonsOld({ facts, input }: GivenTurn, { replies }: Decision): boolean {
  if (input.kind !== 'choice' || facts.withHuman || facts.late) return true;
  const action = readAction(input.id);
  const isStray =
    action === null ||
    ('nonce' in action && action.nonce !== NONCE) ||
    ('orderId' in action && facts.orders.every(({ id }) => id !== action.orderId));
  return !isStray || replies[0]?.kind === 'stale_button';
}

function changesNothingWhenOld({ state }: GivenTurn, decision: Decision): boolean {
  return (
    decision.replies[0]?.kind !== 'stale_button' ||
    (same(decision.state, state) && decision.command === undefined)
  );
}

const ASIDES: ReadonlySet<string> = new Set(['sticker', 'reaction', 'call_permission', 'revoke']);

function ignoresAsides({ state, input }: GivenTurn, decision: Decision): boolean {
  return !ASIDES.has(input.kind) || (same(decision.state, state) && decision.replies.length === 0);
}

function thanksChangeNothing(
  { state, input, facts }: GivenTurn,
  { state: next, command }: Decision,
): boolean {
  const thanks = input.kind === 'text' && input.text === 'gracias' && hasConsented(facts);
  return !thanks || (command === undefined && same({ ...state, misses: 0 }, { ...next, misses: 0 }));
}

function saysParticipaOnlyWhenPaid(_: GivenTurn, { replies }: Decision, said: readonly Rendered[]): boolean {
  return said.every(({ content }, i) => {
    const claims = 'body' in content && /(?<!no )participa/i.test(content.body);
    return !claims || ['paid', 'list_frozen', 'draw_result'].includes(replies[i]?.kind ?? '');
  });
}

function asksForMoneyConditionally(_: GivenTurn, { replies }: Decision, said: readonly Rendered[]): boolean {
  return said.every(({ condition }, i) => {
    const asks = replies[i]?.kind === 'held' || replies[i]?.kind === 'pay';
    return condition?.states.join() === (asks ? 'held,rejected' : undefined);
  });
}

function actionsOf({ choices }: Reply): ActionName[] {
  if (choices.as === 'buttons') return choices.actions.map((action) => action.do);
  return choices.as === 'list' ? choices.items.map((item) => item.action.do) : [];
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
