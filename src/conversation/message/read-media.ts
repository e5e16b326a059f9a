import { asText, type JsonObject } from '../../kernel/index.js';
import type { Answerable } from '../input.js';
import { part } from './json-text.js';

export type MediaType = 'image' | 'document' | 'audio' | 'video';

/** A file somebody sent, and whether it was passed on. Without an id Meta has nothing to fetch. */
export function readMedia(message: JsonObject, type: MediaType): Answerable {
  const media = part(message, type);
  if (type === 'audio') return { kind: 'audio', voice: media['voice'] === true };
  if (type === 'video') return { kind: 'video' };
  const mediaId = asText(media['id']);
  if (mediaId === null) return { kind: 'media_lost' };
  const [sha256, url] = [asText(media['sha256']), asText(media['url'])];
  return {
    kind: 'media',
    mediaId,
    mediaType: type,
    declaredType: asText(media['mime_type']) ?? 'application/octet-stream',
    ...(sha256 !== null && { sha256 }),
    ...(url !== null && { url }),
    ...(isForwarded(message) && { forwarded: true }),
  };
}

/** `frequently_forwarded`: more than five times. */
function isForwarded(message: JsonObject): boolean {
  const context = part(message, 'context');
  return context['forwarded'] === true || context['frequently_forwarded'] === true;
}
