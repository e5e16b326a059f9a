import { answer, go, silent, type Decision, type Turn } from '../decision.js';
import { hasConsented, openOrders } from '../facts.js';
import { buttons, noChoices, type Hint, type Unread } from '../reply.js';
import { menuStep } from '../state.js';
import { consentChoices, consentRequest } from './consent.js';

export function showHelp(turn: Turn): Decision {
  return answer(
    turn,
    { kind: 'help' },
    buttons({ do: 'my_tickets', from: 0 }, { do: 'human' }, { do: 'menu' }),
  );
}

/** From here on a person answers; the bot is silent until released. */
export function callHuman(turn: Turn, handOff: 'asked' | 'not_understood'): Decision {
  const { now } = turn.facts;
  const meaning = { kind: 'human_called', open: openOrders(turn.facts)[0] ?? null, now } as const;
  return { ...go(turn, menuStep, meaning, noChoices), handOff };
}

/** A button of another moment, another chat or nobody's: says so kindly, changes nothing. */
export function showStale(turn: Turn): Decision {
  const open = openOrders(turn.facts)[0] ?? null;
  const choices = buttons(
    open === null ? null : { do: 'pay', orderId: open.id },
    { do: 'my_tickets', from: 0 },
    { do: 'menu' },
  );
  return { state: turn.state, replies: [{ kind: 'stale_button', open, choices }] };
}

/** Not understood: once a hint, then the offer of a person, then that person. Never the same answer a third time. */
export function miss(turn: Turn, hint: Hint): Decision {
  const buy = hasConsented(turn.facts) ? ({ do: 'buy' } as const) : null;
  const choices = buttons(buy, { do: 'my_tickets', from: 0 }, { do: 'human' });
  return missed(turn, answer(turn, { kind: 'not_understood', hint }, choices));
}

export function missConsent(turn: Turn): Decision {
  return missed(turn, answer(turn, consentRequest(turn, 'not_understood'), consentChoices(turn)));
}

export function missDeclined(turn: Turn): Decision {
  return missed(turn, answer(turn, { kind: 'declined' }, buttons({ do: 'menu' })));
}

/** A message we cannot read counts as not understood. */
export function cannotRead(turn: Turn, what: Unread): Decision {
  return missed(turn, answer(turn, { kind: 'cannot_read', what }, buttons({ do: 'human' }, { do: 'menu' })));
}

/** What Meta does not pass on may come in rows (a poll, an album of view-once pictures): said once, until the chat moves on. */
export function askToWrite(turn: Turn): Decision {
  if (turn.state.toldToWrite === true) return silent(turn);
  const choices = buttons({ do: 'human' }, { do: 'menu' });
  const { replies } = answer(turn, { kind: 'cannot_read', what: 'unsupported' }, choices);
  return { state: { ...turn.state, toldToWrite: true }, replies };
}

function missed(turn: Turn, first: Decision): Decision {
  const { state } = turn;
  if (state.step === 'offer_human') return callHuman(turn, 'not_understood');
  if (state.misses === 0) return { ...first, state: { ...state, misses: 1 } };
  return go(turn, { step: 'offer_human' }, { kind: 'offer_human' }, buttons({ do: 'human' }, { do: 'menu' }));
}
