import type { ChatNotice } from '../../whatsapp/index.js';
import { fields, instant, isRecord, oneOf, text, type Check } from '../shape.js';

const FIELDS: Readonly<Record<ChatNotice['type'], Check>> = {
  chat_taken: fields({ channelId: text, cause: oneOf('echo', 'standby', 'handover'), at: instant }),
  chat_passed: fields({ channelId: text, escalated: oneOf(true, false) }),
  called: fields({ channelId: text, at: instant }),
};

/** Who has the chat, or that its window opened: nobody answers that. Null for any other row. */
export function readChatNotice(row: unknown): ChatNotice | null {
  return isNotice(row) ? row : null;
}

function isNotice(row: unknown): row is ChatNotice {
  if (!isRecord(row)) return false;
  const { type } = row;
  return (type === 'chat_taken' || type === 'chat_passed' || type === 'called') && FIELDS[type](row);
}
