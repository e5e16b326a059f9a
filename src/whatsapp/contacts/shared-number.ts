import { asArray, asObject, asText, type JsonObject } from '../../kernel/index.js';

const BY_REQUEST = 'contact_request';

/**
 * The phone number a person shared as their own, digits with country code: a contact card that answers our `request_contact_info`
 * (Meta, "Business-scoped user IDs"). Meta prints `origin` at the message or at the card. Any other card, and one with several
 * numbers, may be anybody's: null.
 */
export function sharedNumber(message: JsonObject): string | null {
  if (message['type'] !== 'contacts') return null;
  const cards = asArray(message['contacts']).map((card) => asObject(card) ?? {});
  const own =
    message['origin'] === BY_REQUEST ? cards : cards.filter((card) => card['origin'] === BY_REQUEST);
  const numbers = new Set(own.flatMap((card) => asArray(card['phones'])).map(numberOf));
  const [number = null] = numbers;
  return numbers.size === 1 ? number : null;
}

/** A number without `wa_id` counts only in its international form: others lack the country. */
function numberOf(phone: unknown): string | null {
  const { wa_id: waId, phone: printed } = asObject(phone) ?? {};
  const told = asText(waId) ?? /^\s*\+(.+)$/.exec(asText(printed) ?? '')?.[1] ?? '';
  const digits = told.replaceAll(/[^\d]/g, '');
  return /^\d{7,15}$/.test(digits) ? digits : null;
}
