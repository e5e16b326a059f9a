import type { ChatEvent } from './chat-events.js';
import type { FieldReaders } from './field-reader.js';
import { asObjects, asWord } from './field-words.js';

/** Fields about chats and people (Meta, "Webhooks reference"). */
export const CHAT_READERS: FieldReaders<ChatEvent> = {
  calls: (value) => {
    const calls = asObjects(value['calls']).map(({ event }) => event);
    const statuses = asObjects(value['statuses']).map(({ status }) => status);
    const events = [...calls, ...statuses].flatMap((word) => asWord(word) ?? []);
    return events.length > 0 ? [{ kind: 'call', events }] : [];
  },
};
