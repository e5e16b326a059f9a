import { asArray, asObject, asText, type JsonObject } from '../kernel/index.js';
import { sharedNumber } from '../whatsapp/index.js';
import type { Person } from './update.js';

/**
 * Whose message it is: the person it is about if it is news of a changed number or user id, else its sender. Null where it names
 * nobody.
 * @param value the change it came in, with its contacts
 */
export function personOf(message: JsonObject, value: JsonObject): Person | null {
  return renamedOf(message) ?? senderOf(message, value);
}

/** News that a person has another number or user id is about the person as known before; it names the new ones as well. */
function renamedOf(message: JsonObject): Person | null {
  const system = message['type'] === 'system' ? asObject(message['system']) : null;
  if (system === null || (asText(system['user_id']) ?? asText(system['wa_id'])) === null) return null;
  const [waId, userId] = [asText(message['from']), asText(system['previous_user_id'])];
  if (waId === null && userId === null) return null;
  return { ...(userId !== null && { userId }), ...(waId !== null && { waId }) };
}

/**
 * Contacts come in any order or not at all: they are matched by identifier, never by position. Whoever is known by user id only
 * may share their number in the message itself.
 */
function senderOf(message: JsonObject, value: JsonObject): Person | null {
  const waId = asText(message['from']);
  const userId = asText(message['from_user_id']);
  if (waId === null && userId === null) return null;
  const contact = asArray(value['contacts'])
    .map((raw) => asObject(raw) ?? {})
    .find(
      (one) =>
        (waId !== null && asText(one['wa_id']) === waId) ||
        (userId !== null && asText(one['user_id']) === userId),
    );
  const profile = asObject(contact?.['profile']);
  return {
    ...some('userId', userId ?? asText(contact?.['user_id'])),
    ...some('waId', waId ?? asText(contact?.['wa_id']) ?? sharedNumber(message)),
    ...some('name', asText(profile?.['name'])),
    ...some('username', usernameOf(profile?.['username'])),
    ...some('parentUserId', asText(message['from_parent_user_id']) ?? asText(contact?.['parent_user_id'])),
  };
}

/** Early payloads print a leading `@`. */
function usernameOf(value: unknown): string | null {
  return asText(value)?.replace(/^@/, '') || null;
}

function some<K extends keyof Person>(key: K, value: string | null): { readonly [P in K]?: string } {
  return value === null ? {} : ({ [key]: value } as { readonly [P in K]: string });
}
