import { readAction, type ActionName } from './buttons.js';
import { silent, type Decision, type Turn } from './decision.js';
import { hasConsented } from './facts.js';
import type { Input } from './input.js';
import { readIntent, type Intent } from './reading/intent.js';
import { askConsent } from './moves/consent.js';
import { showMenu } from './moves/offers.js';

/** Messages of one backlog come within this time of each other and get one apology. */
const ONE_APOLOGY_MS = 10 * 60_000;

/** Words that ask nothing of the moment they were written in. */
const LASTING: ReadonlySet<Intent['is']> = new Set([
  'my_tickets',
  'verify',
  'help',
  'human',
  'cancel',
  'pay',
  'paid',
  'opt_out',
  'opt_in',
  'only_mine',
  'nothing_at_all',
  'rules',
  'thanks',
  'emoji',
]);
/** Buttons that act on what was true when they were tapped. */
const OF_THE_MOMENT: ReadonlySet<ActionName> = new Set(['hold', 'spin', 'add', 'count', 'cancel_yes']);

/**
 * A message that waited over half an hour answers a question nobody remembers: an apology and how things stand, instead of
 * acting on it. Null where its meaning lasts: receipts, consent, leaving, asking for help.
 */
export function onLate(turn: Turn, input: Input): Decision | null {
  if (input.kind === 'choice') {
    const action = readAction(input.id);
    return action !== null && OF_THE_MOMENT.has(action.do) ? apologise(turn, 'late') : null;
  }
  if (input.kind !== 'text' || turn.state.step === 'declined') return null;
  const { is } = readIntent(input.text);
  if (LASTING.has(is) || (turn.state.step === 'consent' && (is === 'yes' || is === 'no'))) return null;
  return apologise(turn, 'late');
}

/** Our answers were not sent in time and thrown away; what they said may no longer be so. */
export function onAnswersLost(turn: Turn): Decision {
  return turn.state.step === 'declined' ? silent(turn) : apologise(turn, 'answers_lost');
}

function apologise(turn: Turn, notice: 'late' | 'answers_lost'): Decision {
  const { state, facts } = turn;
  const before = 'apologisedAt' in state ? state.apologisedAt : null;
  if (before !== null && facts.now.getTime() - Date.parse(before) < ONE_APOLOGY_MS) return silent(turn);
  return hasConsented(facts) ? showMenu(turn, notice) : askConsent(turn, 'late');
}
