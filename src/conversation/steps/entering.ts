import { execute, type Decision, type Turn } from '../decision.js';
import { askConsent, decline } from '../moves/consent.js';
import { missConsent, missDeclined } from '../moves/help.js';
import { showMenu } from '../moves/offers.js';
import { hasConsented } from '../facts.js';
import type { Said } from './said.js';

export function atNew(turn: Turn): Decision {
  return hasConsented(turn.facts) ? showMenu(turn) : askConsent(turn, 'first');
}

export function atConsent(turn: Turn, { intent }: Said): Decision {
  if (hasConsented(turn.facts)) return showMenu(turn);
  if (intent.is === 'yes') return acceptConsent(turn);
  if (intent.is === 'no') return decline(turn);
  return missConsent(turn);
}

/** Whoever declined hears no more of any raffle, until they say otherwise. */
export function atDeclined(turn: Turn, { intent }: Said): Decision {
  if (hasConsented(turn.facts)) return showMenu(turn);
  return intent.is === 'yes' ? acceptConsent(turn) : missDeclined(turn);
}

export function acceptConsent(turn: Turn): Decision {
  const step = { step: 'consent', apologisedAt: null } as const;
  return execute(turn, step, { kind: 'record_consent', version: turn.facts.rules.version });
}
