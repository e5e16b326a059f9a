import { silent, answer, type Decision, type Turn } from './decision.js';
import { hasConsented } from './facts.js';
import { readIntent, type Intent } from './reading/intent.js';
import { showRules } from './moves/consent.js';
import { callHuman, showHelp } from './moves/help.js';
import { showMenu, showMore, showRaffles } from './moves/offers.js';
import { comeBack, leave } from './moves/opt-out.js';
import { forOrder, showMyTickets, TICKETS_PER_PAGE } from './moves/orders.js';
import { lookUp } from './moves/verifying.js';
import { noChoices } from './reply.js';
import type { ChatState, StepName } from './state.js';
import {
  atChooseRaffle,
  atConfirmNumbers,
  atRandomCount,
  atRandomOffer,
  atTypeNumbers,
} from './steps/choosing.js';
import { atConsent, atDeclined, atNew } from './steps/entering.js';
import { atMenu, atOfferHuman, atOptOut, atOrder } from './steps/idle.js';
import { atAskCode, atAskReceipt, atChooseOrder, atConfirmCancel, atReceiptFor } from './steps/ordering.js';
import type { Said } from './steps/said.js';

/** A typed message: words that mean the same everywhere first, then whatever the last question makes of it. */
export function onText(turn: Turn, text: string): Decision {
  const said = { text, intent: readIntent(text) };
  return onGlobalWord(turn, said) ?? atStep(turn, turn.state, said);
}

/** Words that lead to one place, wherever they are said. */
const DESTINATIONS: Readonly<Partial<Record<Intent['is'], (turn: Turn) => Decision>>> = {
  menu: (turn) => showMenu(turn),
  more: showMore,
  buy: (turn) => showRaffles(turn),
  my_tickets: (turn) => showMyTickets(turn),
  rules: showRules,
  help: showHelp,
  human: (turn) => callHuman(turn, 'asked'),
  opt_out: leave,
  opt_in: comeBack,
};

function onGlobalWord(turn: Turn, { intent }: Said): Decision | null {
  const { step } = turn.state;
  if (intent.is === 'verify') return lookUp(turn, intent.code);
  if (intent.is === 'cancel') {
    return isChoosing(step) ? showMenu(turn, 'selection_dropped') : forOrder(turn, 'cancel', intent.rest);
  }
  if (intent.is === 'pay' || intent.is === 'paid') {
    return step === 'ask_receipt' ? null : forOrder(turn, intent.is, intent.rest);
  }
  if (intent.is === 'next') return step === 'choose_raffle' ? null : showMyTickets(turn, TICKETS_PER_PAGE);
  if (intent.is === 'thanks' || intent.is === 'emoji') return onPleasantry(turn, intent.is);
  return DESTINATIONS[intent.is]?.(turn) ?? null;
}

/** Friendly or silent, and changes nothing; but the first word of a stranger is a greeting, whatever it is. */
function onPleasantry(turn: Turn, is: 'thanks' | 'emoji'): Decision | null {
  if (turn.state.step === 'new' && !hasConsented(turn.facts)) return null;
  return is === 'emoji' ? silent(turn) : answer(turn, { kind: 'thanks' }, noChoices);
}

/** Numbers are being chosen and none is held yet. */
function isChoosing(step: StepName): boolean {
  return [
    'choose_raffle',
    'choose_way',
    'type_numbers',
    'random_count',
    'random_offer',
    'confirm_numbers',
  ].includes(step);
}

function atStep(turn: Turn, state: ChatState, said: Said): Decision {
  switch (state.step) {
    case 'new':
      return atNew(turn);
    case 'consent':
      return atConsent(turn, said);
    case 'declined':
      return atDeclined(turn, said);
    case 'menu':
      return atMenu(turn, said);
    case 'choose_raffle':
      return atChooseRaffle(turn, state, said);
    case 'choose_way':
    case 'type_numbers':
      return atTypeNumbers(turn, state, said);
    case 'random_count':
      return atRandomCount(turn, state, said);
    case 'random_offer':
      return atRandomOffer(turn, state, said);
    case 'confirm_numbers':
      return atConfirmNumbers(turn, state, said);
    case 'order':
    case 'send_receipt':
      return atOrder(turn, said);
    case 'ask_receipt':
      return atAskReceipt(turn, state, said);
    case 'receipt_for':
      return atReceiptFor(turn, state, said);
    case 'choose_order':
      return atChooseOrder(turn, state, said);
    case 'confirm_cancel':
      return atConfirmCancel(turn, state, said);
    case 'ask_code':
      return atAskCode(turn, said);
    case 'opt_out':
      return atOptOut(turn, said);
    case 'offer_human':
      return atOfferHuman(turn, said);
  }
}
