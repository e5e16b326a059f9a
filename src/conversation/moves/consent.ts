import { answer, go, type Decision, type Turn } from '../decision.js';
import { hasConsented } from '../facts.js';
import { buttons, link, type Choices } from '../reply.js';

/** Nothing is offered to anybody who has not said to be of age and accepted the rules in force. */
export function offer(turn: Turn, make: () => Decision): Decision {
  return hasConsented(turn.facts) ? make() : askConsent(turn, 'first');
}

export function askConsent(turn: Turn, because: 'first' | 'late'): Decision {
  const apologisedAt = because === 'late' ? turn.facts.now.toISOString() : null;
  return go(turn, { step: 'consent', apologisedAt }, consentRequest(turn, because), consentChoices(turn));
}

export function consentRequest({ facts }: Turn, because: 'first' | 'not_understood' | 'late') {
  return {
    kind: 'consent_request',
    brand: facts.brand,
    name: facts.contact.name,
    version: facts.rules.version,
    renewed: facts.contact.consentedVersion !== null,
    rulesUrl: facts.rules.url,
    because,
  } as const;
}

export function consentChoices({ facts }: Turn): Choices {
  return buttons(
    { do: 'consent_yes', version: facts.rules.version },
    facts.rules.url === null ? null : { do: 'rules' },
    { do: 'consent_no' },
  );
}

export function decline(turn: Turn): Decision {
  return go(turn, { step: 'declined' }, { kind: 'declined' }, buttons({ do: 'menu' }));
}

/** Where to read the rules; whoever has not accepted them yet is asked again along with it. */
export function showRules(turn: Turn): Decision {
  const { version, url } = turn.facts.rules;
  if (url === null) return offer(turn, () => answer(turn, { kind: 'help' }, buttons({ do: 'menu' })));
  const meaning = { kind: 'rules', version, url } as const;
  if (hasConsented(turn.facts)) return answer(turn, meaning, link(url));
  const choices = buttons({ do: 'consent_yes', version }, { do: 'consent_no' });
  return go(turn, { step: 'consent', apologisedAt: null }, meaning, choices);
}
