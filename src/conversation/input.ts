import type { Executed } from './command.js';
import type { News } from './news.js';

/** One thing that happened in a contact's chat: a message, news from a trade room, or the outcome of our own command. */
export type Input = Happening & {
  /** Meta's id of the message; for news any text unique to the row. Outcomes repeat it. */
  readonly wamid: string;
  /** Meta's timestamp of the message; for news when it was written. */
  readonly sentAt: Date;
  /** Meta's id of the message that this one answers by quoting it; absent where it quotes none. */
  readonly quotes?: string;
};

export type Happening =
  | Spoken
  | { readonly kind: 'news'; readonly news: News }
  | { readonly kind: 'outcome'; readonly executed: Executed };

/** What a message says, by Meta's type. */
export type Spoken = Answerable | Aside | Correction;

/** Messages that ask for an answer. */
export type Answerable =
  | { readonly kind: 'text'; readonly text: string }
  /** A reply button, a list row or a template's quick reply was tapped: the id we once gave it. */
  | { readonly kind: 'choice'; readonly id: string; readonly title: string }
  /** A picture or document, of the kinds a receipt may be. */
  | {
      readonly kind: 'media';
      readonly mediaId: string;
      readonly mediaType: 'image' | 'document';
      readonly declaredType: string;
      readonly sha256?: string;
      /** Where it lies for the next minutes. */
      readonly url?: string;
      /** Passed on from another chat. */
      readonly forwarded?: true;
    }
  /** Larger than Meta takes (100 MB), or Meta could not fetch it: error 131052. */
  | { readonly kind: 'media_lost' }
  /** `voice`: recorded in the chat. */
  | { readonly kind: 'audio'; readonly voice: boolean }
  | { readonly kind: 'video' }
  | { readonly kind: 'location'; readonly latitude: number | null; readonly longitude: number | null }
  /** The person's own number, shared when we asked for it. */
  | { readonly kind: 'own_number'; readonly waId: string }
  /** Contact cards of anybody: they say nothing about who is writing. */
  | { readonly kind: 'cards'; readonly count: number }
  /** A form (Flow) or another rich message was filled in; `answers` null where they were no JSON object. */
  | {
      readonly kind: 'form';
      readonly name: string;
      readonly answers: Readonly<Record<string, unknown>> | null;
    }
  | { readonly kind: 'catalogue_order'; readonly items: number }
  /** Polls, view-once pictures and what else Meta does not pass on; `what` where it names it. */
  | { readonly kind: 'unsupported'; readonly what: string | null };

/** Messages that ask nothing. */
export type Aside =
  /** `emoji` null: a reaction taken back. */
  | { readonly kind: 'reaction'; readonly to: string; readonly emoji: string | null }
  | { readonly kind: 'sticker'; readonly animated: boolean }
  | { readonly kind: 'call_permission'; readonly granted: boolean };

/** A later word about an earlier message of the same person. */
export type Correction =
  /** `now`: what the message says instead; null where that cannot be read. */
  | { readonly kind: 'edit'; readonly of: string; readonly now: Answerable | null }
  | { readonly kind: 'revoke'; readonly of: string };
