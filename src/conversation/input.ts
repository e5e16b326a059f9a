import type { Executed } from './command.js';
import type { News } from './news.js';

/** One thing that happened in a contact's chat: a message, news from a trade room, or the outcome of our own command. */
export type Input = Happening & {
  /** Meta's id of the message; for news any text unique to the row. Outcomes repeat it. */
  readonly wamid: string;
  /** Meta's timestamp of the message; for news when it was written. */
  readonly sentAt: Date;
};

export type Happening =
  | { readonly kind: 'text'; readonly text: string }
  /** A reply button or list row was tapped: the id we once gave it. */
  | { readonly kind: 'choice'; readonly id: string; readonly title: string }
  | {
      readonly kind: 'media';
      readonly mediaId: string;
      readonly mediaType: 'image' | 'document';
      readonly declaredType: string;
      readonly sha256?: string;
    }
  /** Any other message type, by Meta's name: audio, sticker, reaction, unsupported, … */
  | { readonly kind: 'other'; readonly type: string }
  | { readonly kind: 'news'; readonly news: News }
  | { readonly kind: 'outcome'; readonly executed: Executed };
