import { answer, silent, type Decision, type Turn } from './decision.js';
import { hasConsented } from './facts.js';
import type { Spoken } from './input.js';
import { askConsent, offer } from './moves/consent.js';
import { askToWrite, cannotRead } from './moves/help.js';
import { buttons } from './reply.js';

/** A message that is neither words, a button, a receipt nor a correction of one. */
export function onSpoken(turn: Turn, spoken: Exclude<Spoken, { kind: Handled }>): Decision {
  switch (spoken.kind) {
    case 'reaction':
    case 'sticker':
    case 'call_permission':
    case 'revoke':
      return silent(turn);
    case 'own_number':
      return answer(turn, { kind: 'number_saved' }, buttons({ do: 'menu' }));
    case 'audio':
    case 'video':
    case 'location':
    case 'cards':
    case 'form':
      return greet(turn) ?? cannotRead(turn, spoken.kind);
    case 'unsupported':
      return greet(turn) ?? askToWrite(turn);
    case 'media_lost':
      return greet(turn) ?? answer(turn, { kind: 'send_again' }, buttons({ do: 'human' }, { do: 'menu' }));
    case 'catalogue_order':
      // Meta allows no catalogue for raffles: whoever sent a cart is shown how to buy
      return offer(turn, () =>
        answer(turn, { kind: 'no_catalogue' }, buttons({ do: 'buy' }, { do: 'human' }, { do: 'menu' })),
      );
  }
}

type Handled = 'text' | 'choice' | 'media' | 'edit';

/** A stranger's first message is a greeting, whatever it is. */
function greet(turn: Turn): Decision | null {
  return turn.state.step === 'new' && !hasConsented(turn.facts) ? askConsent(turn, 'first') : null;
}
