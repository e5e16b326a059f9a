import type { Executed } from './command.js';
import { answer, silent, type Decision, type Turn } from './decision.js';
import { showHoldAnswer } from './moves/holding.js';
import { showChecked } from './moves/numbers.js';
import { showMenu } from './moves/offers.js';
import { showOptOut } from './moves/opt-out.js';
import { showCancelAnswer } from './moves/orders.js';
import { showPicked } from './moves/random.js';
import { showAttached } from './moves/receipts.js';
import { showCodeAnswer } from './moves/verifying.js';
import { noChoices } from './reply.js';

/** What came of our own command. While a person talks to the buyer the bot acts, but holds its tongue. */
export function onOutcome(turn: Turn, executed: Executed): Decision {
  if (turn.facts.withHuman) return besideHuman(turn, executed);
  switch (executed.kind) {
    case 'check_numbers':
      return showChecked(turn, executed.command.raffleId, executed.command.remarks, executed.outcome);
    case 'pick_random': {
      const { raffleId, count, spin } = executed.command;
      return showPicked(turn, raffleId, count, spin, executed.outcome.numbers);
    }
    case 'hold':
      return showHoldAnswer(turn, executed.command.raffleId, executed.outcome);
    case 'cancel':
      return showCancelAnswer(turn, executed.command.orderId, executed.outcome);
    case 'attach_receipt':
      return showAttached(turn, executed.command, executed.outcome);
    case 'record_consent':
      return showMenu(afterConsent(turn, executed.command.version));
    case 'set_opt_out':
      return showOptOut(turn, executed.command.level);
    case 'look_up_code':
      return showCodeAnswer(turn, executed.command.code, executed.outcome);
  }
}

/** Nothing is asked: an answer would be for the person. */
function besideHuman(turn: Turn, executed: Executed): Decision {
  if (executed.kind !== 'set_opt_out' || executed.command.level === 'none') return silent(turn);
  return answer(turn, { kind: 'opted_out', level: executed.command.level, asks: false }, noChoices);
}

/** The facts were loaded before the consent was recorded. */
function afterConsent(turn: Turn, version: string): Turn {
  const { facts } = turn;
  return { ...turn, facts: { ...facts, contact: { ...facts.contact, consentedVersion: version } } };
}
