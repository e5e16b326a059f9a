import type { OutboundMessage } from '../../whatsapp/index.js';
import { es } from '../texts/es.js';
import type { Chat } from './conversation.repository.js';

/** What a buyer hears once when a message of theirs could not be processed; a person takes over. */
export function apology(chat: Chat, inboxId: string): OutboundMessage {
  return {
    ...chat,
    inboxId,
    purpose: 'apology',
    priority: 'hand_off',
    content: { kind: 'text', body: es.apology },
    mustArrive: false,
  };
}
