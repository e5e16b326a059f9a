import { cleanText } from '../../kernel/index.js';
import type { Person } from '../../whatsapp/index.js';
import type { Happening } from '../input.js';

type JsonObject = { readonly [key: string]: unknown };

const MEDIA = ['image', 'document'] as const;
/** Meta's longest text body. */
const MAX_TEXT = 4096;
/** More than any identifier has. */
const MAX_ID = 512;

/** What one element of `messages[]` says (Meta, "messages webhook reference"). Any JSON whatever gives an answer. */
export function readMessage(json: unknown): Happening {
  const message = objectOf(json);
  const type = textOf(message['type']) ?? 'unknown';
  return readText(message) ?? readChoice(message) ?? readMedia(message, type) ?? { kind: 'other', type };
}

/**
 * The identifiers a system message gives its person from now on (Meta, "system messages webhook reference": `user_changed_number`,
 * `user_changed_user_id`); null if it gives none.
 */
export function readNewIdentity(json: unknown): Person | null {
  const system = objectOf(objectOf(json)['system']);
  const [waId, userId] = [idOf(system['wa_id']), idOf(system['user_id'])];
  if (waId === null && userId === null) return null;
  return { ...(userId !== null && { userId }), ...(waId !== null && { waId }) };
}

function readText(message: JsonObject): Happening | null {
  const text = message['type'] === 'text' ? textOf(objectOf(message['text'])['body']) : null;
  return text === null ? null : { kind: 'text', text };
}

/** A tapped reply button, a picked row, or a template's quick reply, whose payload is the id we gave it. */
function readChoice(message: JsonObject): Happening | null {
  const interactive = objectOf(message['interactive']);
  const reply = objectOf(interactive['button_reply'] ?? interactive['list_reply']);
  const quick = objectOf(message['button']);
  const id = textOf(reply['id']) ?? textOf(quick['payload']);
  if (id === null || (message['type'] !== 'interactive' && message['type'] !== 'button')) return null;
  return { kind: 'choice', id, title: textOf(reply['title']) ?? textOf(quick['text']) ?? '' };
}

function readMedia(message: JsonObject, type: string): Happening | null {
  const mediaType = MEDIA.find((kind) => kind === type);
  if (mediaType === undefined) return null;
  const media = objectOf(message[mediaType]);
  const mediaId = textOf(media['id']);
  if (mediaId === null) return null; // over Meta's size: an error stands where the id would be
  const sha256 = textOf(media['sha256']);
  const declaredType = textOf(media['mime_type']) ?? 'application/octet-stream';
  return { kind: 'media', mediaId, mediaType, declaredType, ...(sha256 !== null && { sha256 }) };
}

function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function idOf(value: unknown): string | null {
  return (typeof value === 'string' && cleanText(value, MAX_ID)) || null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? cleanText(value, MAX_TEXT) : null;
}
