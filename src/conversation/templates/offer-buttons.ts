import type { TemplateButtonValue } from '../../whatsapp/index.js';
import { actionId, type Action } from '../buttons.js';
import { TEMPLATE_KEYS, TEMPLATE_SET } from './template-set.js';

/**
 * What the quick replies of a template mean when they are tapped in a broadcast: the same as in the chat. Templates that are not of
 * our set bring back their label, which is read as if it had been typed.
 * @param raffleId the raffle an offer is about; null: its button shows all
 */
export function offerButtons(template: string, raffleId: string | null): TemplateButtonValue[] {
  const key = TEMPLATE_KEYS.find((name) => name === template);
  if (key === undefined) return [];
  return TEMPLATE_SET[key].buttons.flatMap((shape) => {
    const action = shape.kind === 'action' ? offered(shape.do, raffleId) : null;
    return action === null ? [] : [{ kind: 'payload' as const, payload: actionId(action) }];
  });
}

function offered(name: Action['do'], raffleId: string | null): Action | null {
  if (name === 'raffle') return raffleId === null ? { do: 'buy' } : { do: 'raffle', raffleId };
  return name === 'opt_out' ? { do: 'opt_out' } : null;
}
