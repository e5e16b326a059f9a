import type { Person } from '../contacts/identify.js';

/** What other fields than `messages` tell of chats and people. A time is null where Meta told none. */
export type ChatEvent =
  /** Messages of chats that the bot neither got nor sent. */
  | { readonly kind: 'overheard'; readonly messages: readonly OverheardMessage[] }
  /** Who answers a chat changed (`messaging_handovers`): it was passed to us, or taken from us. */
  | {
      readonly kind: 'handover';
      readonly person: Person | null;
      readonly change: 'passed' | 'taken';
      /** It was passed because a person should look at it. */
      readonly escalated: boolean;
      readonly at: Date | null;
    }
  /** People told Meta whether they want marketing messages of this business. */
  | { readonly kind: 'marketing_wishes'; readonly wishes: readonly MarketingWish[] }
  | { readonly kind: 'calls'; readonly calls: readonly Call[] }
  /** The address book of the phone that shares the number (coexistence). */
  | { readonly kind: 'address_book'; readonly entries: readonly AddressBookEntry[] }
  /** Old chats of the phone that shares the number, or the owner's refusal to share them. */
  | { readonly kind: 'history'; readonly threads: number; readonly declined: boolean };

/**
 * `app`: typed in the WhatsApp Business app · `other_app`: sent by another app on the number · `agent`: by the handler that had the
 * chat · `person`: by the person while another handler had it.
 */
export type Speaker = 'app' | 'other_app' | 'agent' | 'person';

export interface OverheardMessage {
  readonly speaker: Speaker;
  /** Whose chat it is. */
  readonly person: Person;
  /** Of the message; of the original where this is a correction of it. */
  readonly wamid: string;
  readonly correction: 'edit' | 'revoke' | null;
  /** Meta's message type. */
  readonly type: string;
  /** Its words; null where it has none. */
  readonly body: string | null;
  readonly at: Date | null;
}

export interface MarketingWish {
  readonly person: Person;
  /** `signup`: through a link of the business. */
  readonly wish: 'stop' | 'resume' | 'signup';
  readonly at: Date | null;
}

export interface Call {
  readonly person: Person | null;
  readonly id: string;
  /** The person called us. */
  readonly byPerson: boolean;
  /** CONNECT, TERMINATE, RINGING, ACCEPTED, REJECTED, … */
  readonly event: string;
  readonly at: Date | null;
}

export interface AddressBookEntry {
  readonly person: Person;
  /** Null where it was taken out of the book. */
  readonly name: string | null;
}
