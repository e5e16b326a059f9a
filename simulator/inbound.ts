import type { Fields } from './envelope.js';
import type { StoredMedia } from './media-store.js';
import type { Person } from './person.js';

/** An inbound message before it is put into Meta's words. */
export interface Inbound {
  wamid: string;
  /** ms since 1970 */
  at: number;
  /** whose ids stand in `from` and `from_user_id`; undefined for neither */
  from: Person | undefined;
  type: string;
  content: unknown;
  replyTo?: string;
  businessNumber?: string;
  /** further keys of the message, e.g. `referral` */
  extra?: Fields;
}

export type InboundItem = Fields & { id: string };

/** One element of `messages[]` (pages "Webhooks reference › messages › …"). */
export function inboundItem({
  wamid,
  at,
  from,
  type,
  content,
  replyTo,
  businessNumber,
  extra,
}: Inbound): InboundItem {
  return {
    ...extra,
    ...(replyTo === undefined ? {} : { context: { from: businessNumber, id: replyTo } }),
    ...(from?.waId === undefined ? {} : { from: from.waId }),
    ...(from?.userId === undefined ? {} : { from_user_id: from.userId }),
    id: wamid,
    timestamp: String(Math.floor(at / 1000)),
    type,
    [type]: content,
  };
}

export function mediaContent(media: StoredMedia, url: string, extra: Fields): Fields {
  return { ...extra, mime_type: media.mime, sha256: media.sha256.toString('base64'), id: media.id, url };
}

export function numberChange(person: Person, waId: string, userId: string | undefined): Fields {
  const body = `User ${person.name} changed from ${person.waId ?? ''} to ${waId}`;
  const ids = userId === undefined ? {} : { user_id: userId, previous_user_id: person.userId };
  return { body, wa_id: waId, ...ids, type: 'user_changed_number' };
}

export function userIdChange(person: Person, userId: string): Fields {
  const body = `User ${person.name} changed from ${person.userId ?? ''} to ${userId}`;
  return { body, user_id: userId, previous_user_id: person.userId, type: 'user_changed_user_id' };
}

export function vcard(name: string, waId: string): Fields {
  const card = `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\nTEL;TYPE=CELL;waid=${waId}:+${waId}\nEND:VCARD`;
  return {
    vcard: card,
    name: { formatted_name: name },
    phones: [{ phone: `+${waId}`, wa_id: waId, type: 'CELL' }],
  };
}
