import { asObject, asText, asTime, type JsonObject } from '../../kernel/index.js';
import type { AddressBookEntry, Call, ChatEvent, MarketingWish } from './chat-events.js';
import type { FieldReaders } from './field-reader.js';
import { asObjects, asWord } from './field-words.js';
import { personOf, readEchoes, readHandover, readStandby } from './overheard-reader.js';

/** Fields about chats and people (Meta, "Webhooks reference"). */
export const CHAT_READERS: FieldReaders<ChatEvent> = {
  smb_message_echoes: (value) => readEchoes(value, 'app'),
  message_echoes: (value) => readEchoes(value, 'other_app'),
  standby: readStandby,
  messaging_handovers: readHandover,
  user_preferences: (value) => {
    const wishes = asObjects(value['user_preferences']).flatMap((wish) => wishOf(wish) ?? []);
    return wishes.length > 0 ? [{ kind: 'marketing_wishes', wishes }] : [];
  },
  calls: (value) => {
    const calls = [
      ...asObjects(value['calls']).map((call) => callOf(call)),
      ...asObjects(value['statuses']).map((status) => callOf(status)),
    ].filter((call) => call !== null);
    return calls.length > 0 ? [{ kind: 'calls', calls }] : [];
  },
  smb_app_state_sync: (value) => {
    const entries = asObjects(value['state_sync']).flatMap((entry) => entryOf(entry) ?? []);
    return entries.length > 0 ? [{ kind: 'address_book', entries }] : [];
  },
  history: (value) => {
    const chunks = asObjects(value['history']);
    if (chunks.length === 0) return [];
    const threads = chunks.reduce((sum, chunk) => sum + asObjects(chunk['threads']).length, 0);
    const declined = chunks.some((chunk) => asObjects(chunk['errors']).length > 0);
    return [{ kind: 'history', threads, declined }];
  },
};

const WISHES = { STOP: 'stop', RESUME: 'resume', SIGNUP: 'signup' } as const;

/** Other categories than marketing do not exist yet: what is not about it is not read. */
function wishOf(entry: JsonObject): MarketingWish | null {
  const person = personOf(entry['wa_id'], entry['user_id']);
  const value = asWord(entry['value']);
  const known = value === 'STOP' || value === 'RESUME' || value === 'SIGNUP' ? WISHES[value] : null;
  if (person === null || known === null) return null;
  const category = asWord(entry['category']);
  if (category !== null && category !== 'MARKETING_MESSAGES') return null;
  return { person, wish: known, at: asTime(entry['timestamp']) };
}

/** A call's event or, of our own calls, its status. */
function callOf(call: JsonObject): Call | null {
  const id = asText(call['id']);
  const event = asWord(call['event']) ?? asWord(call['status']);
  if (id === null || event === null) return null;
  const byPerson =
    asWord(call['direction']) === 'USER_INITIATED' ||
    (call['direction'] === undefined && call['event'] !== undefined && call['from'] !== undefined);
  const person =
    call['event'] === undefined
      ? personOf(call['recipient_id'], call['recipient_user_id'])
      : byPerson
        ? personOf(call['from'], call['from_user_id'])
        : personOf(call['to'], call['to_user_id']);
  return { person, id, byPerson, event, at: asTime(call['timestamp']) };
}

function entryOf(entry: JsonObject): AddressBookEntry | null {
  const contact = asObject(entry['contact']) ?? {};
  const person = personOf(contact['phone_number'], contact['user_id']);
  if (person === null) return null;
  const removed = asWord(entry['action']) === 'REMOVE';
  return { person, name: removed ? null : (asText(contact['full_name']) ?? asText(contact['first_name'])) };
}
