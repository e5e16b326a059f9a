import { readAction, type Action } from './buttons.js';
import type { Decision, Turn } from './decision.js';
import { findOrder, hasConsented } from './facts.js';
import { askConsent, decline, showRules } from './moves/consent.js';
import { callHuman, showHelp, showStale } from './moves/help.js';
import { holdNumbers } from './moves/holding.js';
import { addNumber } from './moves/numbers.js';
import { askCount, askNumbers, showMenu, showMore, showRaffle, showRaffles } from './moves/offers.js';
import { keepOwnNews, leave, leaveEntirely } from './moves/opt-out.js';
import { actOn, cancel, keepOrder, showMyTickets } from './moves/orders.js';
import { pickRandom } from './moves/random.js';
import { attach, attachLate, dropMedia } from './moves/receipts.js';
import { askCode } from './moves/verifying.js';
import type { At, StepName } from './state.js';
import { spinAgain } from './steps/choosing.js';
import { acceptConsent } from './steps/entering.js';

/** A tapped button or row. Ids come back months later, twice, or forged: what does not fit this moment is stale. */
export function onTap(turn: Turn, buttonId: string): Decision {
  const action = readAction(buttonId);
  if (action === null) return showStale(turn);
  return 'nonce' in action ? onAnswer(turn, action) : onDestination(turn, action);
}

type Answering = Extract<Action, { nonce: string }>;
type Destination = Exclude<Action, Answering>;

/** Buttons that mean the same at any time. */
function onDestination(turn: Turn, action: Destination): Decision {
  switch (action.do) {
    case 'menu':
      return showMenu(turn);
    case 'more':
      return showMore(turn);
    case 'buy':
      return showRaffles(turn);
    case 'raffles':
      return showRaffles(turn, action.from);
    case 'raffle':
      return showRaffle(turn, action.raffleId);
    case 'choose':
      return askNumbers(turn, action.raffleId);
    case 'random':
      return askCount(turn, action.raffleId);
    case 'count':
      return action.count === 0 ? showStale(turn) : pickRandom(turn, action.raffleId, action.count, 1);
    case 'pay':
    case 'paid':
    case 'cancel': {
      const order = findOrder(turn.facts, action.orderId);
      return order === null ? showStale(turn) : actOn(turn, action.do, order);
    }
    case 'my_tickets':
      return showMyTickets(turn, action.from);
    case 'verify':
      return askCode(turn);
    case 'help':
      return showHelp(turn);
    case 'human':
      return callHuman(turn, 'asked');
    case 'opt_out':
      return leave(turn);
    case 'rules':
      return showRules(turn);
    case 'consent_yes':
    case 'consent_no':
      return onConsent(turn, action);
  }
}

function onConsent(turn: Turn, action: Extract<Action, { do: 'consent_yes' | 'consent_no' }>): Decision {
  if (hasConsented(turn.facts)) return showStale(turn);
  if (action.do === 'consent_no') return decline(turn);
  return action.version === turn.facts.rules.version ? acceptConsent(turn) : askConsent(turn, 'first');
}

/** Buttons that answer one question: good while it is the last one asked. */
function onAnswer(turn: Turn, action: Answering): Decision {
  const isOfNow = action.nonce === turn.state.nonce;
  const isOwn = !('orderId' in action) || findOrder(turn.facts, action.orderId) !== null;
  if (!isOfNow || !isOwn) return showStale(turn);
  const answered = answerAt(turn, action);
  return answered ?? showStale(turn);
}

function answerAt(turn: Turn, action: Answering): Decision | null {
  switch (action.do) {
    case 'spin':
      return at(turn, 'random_offer', (state) => spinAgain(turn, state, null));
    case 'hold':
      return (
        at(turn, 'random_offer', ({ raffleId, numbers }) => holdNumbers(turn, raffleId, numbers)) ??
        at(turn, 'confirm_numbers', ({ raffleId, numbers }) =>
          numbers.length === 0 ? null : holdNumbers(turn, raffleId, numbers),
        )
      );
    case 'add':
      return at(turn, 'confirm_numbers', (state) =>
        state.neighbours.includes(action.number) ? addNumber(turn, state, action.number) : null,
      );
    case 'cancel_yes':
      return at(turn, 'confirm_cancel', ({ orderId }) =>
        orderId === action.orderId ? cancel(turn, orderId) : null,
      );
    case 'cancel_no':
      return at(turn, 'confirm_cancel', ({ orderId }) => keepOrder(turn, orderId));
    case 'receipt_for':
      return at(turn, 'receipt_for', ({ media, more, shown }) =>
        shown.includes(action.orderId) ? attach(turn, action.orderId, media, more) : null,
      );
    case 'is_receipt':
      return at(turn, 'ask_receipt', ({ media, more }) => attachLate(turn, media, more));
    case 'not_receipt':
      return at(turn, 'ask_receipt', () => dropMedia(turn));
    case 'only_mine':
      return at(turn, 'opt_out', () => keepOwnNews(turn));
    case 'nothing_at_all':
      return at(turn, 'opt_out', () => leaveEntirely(turn));
  }
}

function at<S extends StepName>(
  { state }: Turn,
  step: S,
  make: (state: At<S>) => Decision | null,
): Decision | null {
  return isAt(state, step) ? make(state) : null;
}

function isAt<S extends StepName>(state: Turn['state'], step: S): state is At<S> {
  return state.step === step;
}
