import { NOTHING, tell, type Consequence } from './consequence.js';
import type { NumberEvent } from './number-events.js';

type EventOf<K extends NumberEvent['kind']> = Extract<NumberEvent, { kind: K }>;

/** Words of the time when single numbers had limits and states. */
const WORSE = new Set(['FLAGGED', 'DOWNGRADE']);

/** What a change of limits means beyond the limits themselves. */
export function ofLimits({ event }: EventOf<'limits'>): Consequence {
  if (event === 'THROUGHPUT_UPGRADE') {
    const message = 'Meta lets this number send up to 1,000 messages a second.';
    return { ...tell('info', 'throughput_upgrade', message), check: true };
  }
  if (event === null || !WORSE.has(event)) return NOTHING;
  const message = `Meta says ${event} of this number: its quality or its limit fell. See GET /channels.`;
  return { ...tell('warning', 'number_downgraded', message), check: true };
}

/** Only an approved name lifts the limits of an unapproved one. */
export function ofName({ decision, reason }: EventOf<'name_reviewed'>): Consequence {
  if (decision !== 'REJECTED') return { ...NOTHING, check: true };
  const message = `Meta refused the display name (${reason ?? 'no reason given'}): choose another in WhatsApp Manager. Until then sending is limited.`;
  return { ...tell('warning', 'display_name_rejected', message), check: true };
}

const SECURITY: Readonly<Record<string, string>> = {
  PIN_CHANGED: 'The two-step PIN of this number was changed',
  PIN_RESET_REQUEST: 'Somebody asked to reset the two-step PIN of this number',
  PIN_REQUEST_SUCCESS: 'The two-step PIN of this number was reset',
};

/** Whoever has the PIN can take the number to another platform. */
export function ofSecurity({ event }: EventOf<'security'>): Consequence {
  const what = Object.hasOwn(SECURITY, event) ? SECURITY[event] : `Meta tells a security event: ${event}`;
  const message = `${what}. If it was none of you, somebody is taking the number over: set a new PIN in WhatsApp Manager and check who has access.`;
  return { ...tell('critical', event.toLowerCase().slice(0, 60), message), check: true };
}
