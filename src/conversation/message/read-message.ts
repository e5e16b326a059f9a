import { asArray, asNumber, asObject, asText, type JsonObject } from '../../kernel/index.js';
import { sharedNumber } from '../../whatsapp/index.js';
import type { Answerable, Aside, Correction, Spoken } from '../input.js';
import { bodyText, part } from './json-text.js';
import { readInteractive, readQuickReply } from './read-interactive.js';
import { readMedia } from './read-media.js';
import { withoutRef } from './read-referral.js';

/**
 * What one element of `messages[]` says (Meta, "messages webhook reference"). Pure and total. Null for types that say nothing to
 * us: system notices, the retired `request_welcome`, placeholders of a history, and types Meta has yet to invent.
 */
export function readMessage(json: unknown): Spoken | null {
  const message = asObject(json) ?? {};
  const { type } = message;
  return type === 'edit' || type === 'revoke' ? readCorrection(part(message, type), type) : readBody(message);
}

/** Meta's id of the message this one quotes (`context.id`); null where it quotes none. */
export function readQuoted(json: unknown): string | null {
  return asText(part(asObject(json) ?? {}, 'context')['id']);
}

function readBody(message: JsonObject): Answerable | Aside | null {
  switch (message['type']) {
    case 'text': {
      const text = bodyText(part(message, 'text')['body']);
      return text === null ? null : { kind: 'text', text: withoutRef(text) };
    }
    case 'image':
    case 'document':
    case 'audio':
    case 'video':
      return readMedia(message, message['type']);
    case 'location': {
      const { latitude, longitude } = part(message, 'location');
      return { kind: 'location', latitude: asNumber(latitude), longitude: asNumber(longitude) };
    }
    case 'contacts':
      return readCards(message);
    case 'interactive':
      return readInteractive(part(message, 'interactive'));
    case 'button':
      return readQuickReply(part(message, 'button'));
    case 'order':
      return { kind: 'catalogue_order', items: asArray(part(message, 'order')['product_items']).length };
    case 'unsupported':
      return readUnsupported(message);
    case 'reaction': {
      const { message_id: to, emoji } = part(message, 'reaction');
      return { kind: 'reaction', to: asText(to) ?? '', emoji: asText(emoji) };
    }
    case 'sticker':
      return { kind: 'sticker', animated: part(message, 'sticker')['animated'] === true };
    default:
      return null;
  }
}

function readCards(message: JsonObject): Answerable {
  const waId = sharedNumber(message);
  return waId === null
    ? { kind: 'cards', count: asArray(message['contacts']).length }
    : { kind: 'own_number', waId };
}

/** Media over the size comes as `unsupported` with its error (131052), not as media. */
function readUnsupported(message: JsonObject): Answerable {
  const codes = asArray(message['errors']).map((error) => asNumber(asObject(error)?.['code']));
  if (codes.includes(131_052)) return { kind: 'media_lost' };
  return { kind: 'unsupported', what: asText(part(message, 'unsupported')['type']) };
}

function readCorrection(correction: JsonObject, type: 'edit' | 'revoke'): Correction | null {
  const of = asText(correction['original_message_id']);
  if (of === null) return null;
  if (type === 'revoke') return { kind: 'revoke', of };
  const now = readBody(part(correction, 'message'));
  return { kind: 'edit', of, now: now !== null && isAnswerable(now) ? now : null };
}

function isAnswerable(spoken: Answerable | Aside): spoken is Answerable {
  return spoken.kind !== 'reaction' && spoken.kind !== 'sticker' && spoken.kind !== 'call_permission';
}
