import type { BusinessNumber } from './numbers.js';

export interface ContactBody {
  profile: { name?: string; username?: string };
  wa_id?: string;
  user_id?: string;
}

export type Fields = Record<string, unknown>;

/** One thing to be told to the business: an inbound message, a status, or a change of any other field.
 * `test`: from the dashboard, which asks nobody's subscription. */
export type Update =
  | { kind: 'messages' | 'statuses'; number: BusinessNumber; contact: ContactBody | undefined; item: Fields }
  | { kind: 'change'; entryId: string; time: number | undefined; field: string; value: unknown; test?: true };

interface Change {
  field: string;
  value: unknown;
}

interface Entry {
  id: string;
  time?: number;
  changes: Change[];
}

interface Value {
  messaging_product: 'whatsapp';
  metadata: { display_phone_number: string; phone_number_id: string };
  contacts?: ContactBody[];
  messages?: Fields[];
  statuses?: Fields[];
}

/**
 * One webhook body for several updates, as Meta batches them: an entry per account (one of its own where
 * it carries a time), in it a change per number and kind, contacts named once.
 */
export function envelope(updates: readonly Update[]): { object: string; entry: Entry[] } {
  const entries = new Map<string, Entry>();
  const values = new Map<string, Value>();
  for (const update of updates) {
    if (update.kind === 'change') addChange(entries, update);
    else addItem(valueOf(entries, values, update), update);
  }
  return { object: 'whatsapp_business_account', entry: [...entries.values()] };
}

function addChange(entries: Map<string, Entry>, update: Extract<Update, { kind: 'change' }>): void {
  const { entryId, time, field, value } = update;
  entryOf(entries, entryId, time).changes.push({ value, field });
}

type ItemUpdate = Exclude<Update, { kind: 'change' }>;

function valueOf(entries: Map<string, Entry>, values: Map<string, Value>, update: ItemUpdate): Value {
  const { phoneNumberId, wabaId, displayPhoneNumber } = update.number;
  const key = `${phoneNumberId} ${update.kind}`;
  const known = values.get(key);
  if (known) return known;
  const metadata = { display_phone_number: displayPhoneNumber, phone_number_id: phoneNumberId };
  const value: Value = { messaging_product: 'whatsapp', metadata };
  values.set(key, value);
  entryOf(entries, wabaId, undefined).changes.push({ value, field: 'messages' });
  return value;
}

function addItem(value: Value, { kind, contact, item }: ItemUpdate): void {
  if (contact) {
    const contacts = (value.contacts ??= []);
    const named = contacts.some((one) => one.wa_id === contact.wa_id && one.user_id === contact.user_id);
    if (!named) contacts.push(contact);
  }
  (value[kind] ??= []).push(item);
}

function entryOf(entries: Map<string, Entry>, id: string, time: number | undefined): Entry {
  const key = `${id} ${time ?? ''}`;
  const entry = entries.get(key) ?? { id, ...(time === undefined ? {} : { time }), changes: [] };
  entries.set(key, entry);
  return entry;
}
