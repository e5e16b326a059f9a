import { asObject, asText, asTime, cleanText, type JsonObject } from '../../kernel/index.js';
import type { Person } from '../contacts/identify.js';
import type { ChatEvent, OverheardMessage, Speaker } from './chat-events.js';
import { asObjects, asWord } from './field-words.js';

/** Meta's longest text body. */
const MAX_BODY = 4096;

/** `smb_message_echoes`, `message_echoes`: what others sent to people from our number. */
export function readEchoes(value: JsonObject, speaker: Speaker): ChatEvent[] {
  return overheard(asObjects(value['message_echoes']).flatMap((echo) => echoOf(echo, speaker) ?? []));
}

/** `standby`: what was said while another handler had the chat; its statuses are none of ours. */
export function readStandby(value: JsonObject): ChatEvent[] {
  const standby = asObject(value['standby']) ?? {};
  const echoes = asObjects(standby['message_echoes']).map((echo) => ({
    ...echo,
    ...asObject(echo['message']),
  }));
  return overheard([
    ...asObjects(standby['messages']).flatMap((message) => saidByPerson(message) ?? []),
    ...echoes.flatMap((echo) => echoOf(echo, 'agent') ?? []),
  ]);
}

function overheard(messages: readonly OverheardMessage[]): ChatEvent[] {
  return messages.length > 0 ? [{ kind: 'overheard', messages }] : [];
}

function echoOf(echo: JsonObject, speaker: Speaker): OverheardMessage | null {
  const person = personOf(echo['to'], echo['to_user_id']);
  return person && messageOf(echo, speaker, person);
}

function saidByPerson(message: JsonObject): OverheardMessage | null {
  const person = personOf(message['from'], message['from_user_id']);
  return person && messageOf(message, 'person', person);
}

function messageOf(message: JsonObject, speaker: Speaker, person: Person): OverheardMessage | null {
  const type = asText(message['type']) ?? 'unknown';
  const own = asObject(message[type]) ?? {};
  const correction = type === 'edit' || type === 'revoke' ? type : null;
  const wamid = correction === null ? asText(message['id']) : asText(own['original_message_id']);
  if (wamid === null) return null;
  const said = type === 'edit' ? (asObject(own['message']) ?? {}) : message;
  const saidType = type === 'edit' ? (asText(said['type']) ?? 'unknown') : type;
  return {
    speaker,
    person,
    wamid,
    correction,
    type: saidType,
    body: bodyOf(asObject(said[saidType]) ?? {}),
    at: asTime(message['timestamp']),
  };
}

/** The words of a text, or those beneath a picture. */
function bodyOf(content: JsonObject): string | null {
  const words = content['body'] ?? content['caption'];
  return typeof words === 'string' ? cleanText(words, MAX_BODY) : null;
}

/** By number, user id or both; null for nobody. */
export function personOf(waId: unknown, userId: unknown, name?: unknown): Person | null {
  const [phone, id, called] = [asText(waId), asText(userId), asText(name)];
  if (phone === null && id === null) return null;
  return {
    ...(id !== null && { userId: id }),
    ...(phone !== null && { waId: phone.replace(/^\+/, '') }),
    ...(called !== null && { name: called }),
  };
}

/** `messaging_handovers`. The dashboard's sample names no type: its one part does. */
export function readHandover(value: JsonObject): ChatEvent[] {
  const passed = asObject(value['control_passed']);
  const type = asWord(value['type']) ?? (passed === null ? null : 'CONTROL_PASSED');
  if (type !== 'CONTROL_PASSED' && type !== 'CONTROL_TAKEN') return [];
  const sender = asObject(value['sender']) ?? {};
  return [
    {
      kind: 'handover',
      person: personOf(sender['phone_number'] ?? sender['wa_id'], sender['user_id']),
      change: type === 'CONTROL_PASSED' ? 'passed' : 'taken',
      escalated: asWord(passed?.['new_owner_role']) === 'ESCALATION',
      at: asTime(value['timestamp']),
    },
  ];
}
