import type { LaneItem } from '../../platform/index.js';
import type { Input } from '../input.js';
import { readNews } from '../news.js';
import { readChatNotice } from './chat-notice.js';
import { isCorrection, type Corrections } from './corrections.js';
import { readMessage, readQuoted } from './read-message.js';

/** Null for what nobody answers. */
export function inputOf(item: LaneItem, content: unknown, { now }: Corrections): Input | null {
  const mark = { wamid: item.wamid ?? item.id, sentAt: item.metaAt ?? item.receivedAt };
  if (isSystem(item)) return null;
  if (item.source !== null) {
    const spoken = now.has(item.id) ? now.get(item.id) : readMessage(content);
    if (spoken === null || spoken === undefined) return null;
    const quotes = readQuoted(content);
    return { ...spoken, ...mark, ...(quotes !== null && { quotes }) };
  }
  const news = readNews(item.news);
  return news === null ? null : { kind: 'news', news, ...mark };
}

/** The number a message came to, or that news is about; null for news that goes wherever the contact wrote last. */
export function channelOf(item: LaneItem): string | null {
  if (item.channelId !== null) return item.channelId;
  const news = readNews(item.news) ?? readChatNotice(item.news);
  return news !== null && 'channelId' in news ? news.channelId : null;
}

export function isSystem(item: LaneItem): boolean {
  return item.kind === 'message' && item.type === 'system';
}

/** The retired `request_welcome` says that a chat was opened, and nobody wrote. */
export function isWritten(item: LaneItem): boolean {
  return item.kind === 'message' && !isCorrection(item) && item.type !== 'request_welcome';
}

export function isMerge(item: LaneItem): boolean {
  return item.kind === 'news' && item.type === 'merge';
}
