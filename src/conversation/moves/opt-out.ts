import { execute, go, type Decision, type Turn } from '../decision.js';
import type { OptOutLevel } from '../command.js';
import { buttons, noChoices } from '../reply.js';
import { menuStep } from '../state.js';

/** BAJA: no promotions from now on; an earlier wish for no message at all stays. Orders are untouched. */
export function leave(turn: Turn): Decision {
  const level = turn.facts.contact.optOut === 'all' ? 'all' : 'marketing';
  return execute(turn, { step: 'opt_out' }, { kind: 'set_opt_out', level });
}

export function leaveEntirely(turn: Turn): Decision {
  return execute(turn, { step: 'opt_out' }, { kind: 'set_opt_out', level: 'all' });
}

export function comeBack(turn: Turn): Decision {
  return execute(turn, { step: 'opt_out' }, { kind: 'set_opt_out', level: 'none' });
}

export function showOptOut(turn: Turn, level: OptOutLevel): Decision {
  if (level === 'none') return go(turn, menuStep, { kind: 'opted_in' }, buttons({ do: 'menu' }));
  if (level === 'all') return go(turn, menuStep, { kind: 'opted_out', level, asks: false }, noChoices);
  const { nonce } = turn;
  const choices = buttons({ do: 'only_mine', nonce }, { do: 'nothing_at_all', nonce });
  return go(turn, { step: 'opt_out' }, { kind: 'opted_out', level, asks: true }, choices);
}

/** "Only about my own tickets": nothing changes, the question is closed. */
export function keepOwnNews(turn: Turn): Decision {
  return go(turn, menuStep, { kind: 'opted_out', level: 'marketing', asks: false }, noChoices);
}
