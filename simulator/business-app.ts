import type { Fields } from './envelope.js';
import type { Parts } from './parts.js';
import { personContact } from './person.js';
import type { Phone } from './phone.js';
import { newWamid } from './wamid.js';

type Wire = Pick<Parts, 'sender' | 'now'>;

/** The person taps "stop" or "resume" under a marketing message. From a stop on they fail with 131050. */
export function setMarketing(wire: Wire, phone: Phone, value: 'stop' | 'resume'): Promise<boolean> {
  phone.marketingStopped = value === 'stop';
  const { wa_id, user_id } = personContact(phone.person);
  const preference = {
    ...(wa_id === undefined ? {} : { wa_id }),
    ...(user_id === undefined ? {} : { user_id }),
    detail: `User requested to ${value} marketing messages`,
    category: 'marketing_messages',
    value,
    timestamp: seconds(wire),
  };
  return tell(wire, phone, 'user_preferences', {
    contacts: [personContact(phone.person)],
    user_preferences: [preference],
  });
}

/** Somebody answers from the WhatsApp Business app on the same number (coexistence). */
export function echo(wire: Wire, phone: Phone, body: string): Promise<boolean> {
  const { waId, userId } = phone.person;
  const item = {
    from: phone.number.displayPhoneNumber,
    ...(waId === undefined ? {} : { to: waId }),
    ...(userId === undefined ? {} : { to_user_id: userId }),
    id: newWamid(),
    timestamp: String(seconds(wire)),
    type: 'text',
    text: { body },
  };
  return tell(wire, phone, 'smb_message_echoes', {
    contacts: [personContact(phone.person)],
    message_echoes: [item],
  });
}

export type Handover = 'taken' | 'passed';

/**
 * Control of a chat is `taken` from the business, by Meta's agent, or `passed` to it. While it is with the
 * agent what the person writes comes under `standby`.
 */
export function handOver(wire: Wire, phone: Phone, type: Handover): Promise<boolean> {
  phone.standby = type === 'taken';
  const { waId, userId } = phone.person;
  const [previous, next] =
    type === 'taken' ? ['customer_service', 'ai_agent'] : ['ai_agent', 'customer_service'];
  const { displayPhoneNumber, phoneNumberId } = phone.number;
  const sender = {
    ...(waId === undefined ? {} : { phone_number: waId }),
    ...(userId === undefined ? {} : { user_id: userId }),
  };
  return wire.sender.enqueue(phone.id, {
    kind: 'change',
    entryId: phone.number.wabaId,
    time: undefined,
    field: 'messaging_handovers',
    value: {
      messaging_product: 'whatsapp',
      recipient: { display_phone_number: displayPhoneNumber, phone_number_id: phoneNumberId },
      sender,
      type: `control_${type}`,
      timestamp: String(seconds(wire)),
      [`control_${type}`]: { previous_owner_role: previous, new_owner_role: next },
    },
  });
}

/** What a person writes while somebody else has the chat. */
export function tellStandby(wire: Wire, phone: Phone, item: Fields): Promise<boolean> {
  const standby = { contacts: [personContact(phone.person)], messages: [item] };
  return tell(wire, phone, 'standby', { standby });
}

function tell(wire: Wire, phone: Phone, field: string, content: Fields): Promise<boolean> {
  const { displayPhoneNumber, phoneNumberId, wabaId } = phone.number;
  const metadata = { display_phone_number: displayPhoneNumber, phone_number_id: phoneNumberId };
  const value = { messaging_product: 'whatsapp', metadata, ...content };
  return wire.sender.enqueue(phone.id, { kind: 'change', entryId: wabaId, time: undefined, field, value });
}

function seconds({ now }: Wire): number {
  return Math.floor(now() / 1000);
}
