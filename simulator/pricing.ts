import type { Accepted } from './accepted-log.js';
import type { Fields } from './envelope.js';

/** How service messages are priced: `regular` since 1 October 2026, `free_customer_service` before. */
export interface PricingPolicy {
  service: 'regular' | 'free_customer_service';
  /** a template the account does not have is priced as this */
  unknownTemplate: 'utility' | 'marketing' | 'authentication';
}

const DAY_MS = 24 * 3_600_000;
const FREE_ENTRY_MS = 3 * DAY_MS;

/** When the 72 hours of a free entry point end that an answer at `now` begins; undefined where it begins none. */
export function freeEntryUntil(clickedAt: number | undefined, now: number): number | undefined {
  if (clickedAt === undefined || now - clickedAt > DAY_MS) return undefined;
  return now + FREE_ENTRY_MS;
}

/** `pricing` of a status, and the `conversation` that comes with a free entry point (page "Pricing"). */
export function priced(accepted: Accepted, policy: PricingPolicy): Fields {
  const { message, phone } = accepted;
  const category = message.category ?? (message.type === 'template' ? policy.unknownTemplate : 'service');
  const { freeUntil } = phone;
  if (freeUntil !== undefined && message.at < freeUntil) {
    const expires = String(Math.floor(freeUntil / 1000));
    const origin = { type: 'referral_conversion' };
    return {
      conversation: { id: conversationId(accepted), expiration_timestamp: expires, origin },
      pricing: pricing('free_entry_point', 'referral_conversion'),
    };
  }
  return { pricing: pricing(category === 'service' ? policy.service : 'regular', category) };
}

function pricing(type: string, category: string): Fields {
  return { billable: !type.startsWith('free_'), pricing_model: 'PMP', type, category };
}

function conversationId({ wamid }: Accepted): string {
  return Buffer.from(wamid).toString('hex').slice(-32);
}
