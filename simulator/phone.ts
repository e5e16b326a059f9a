import type { Fields } from './envelope.js';
import {
  inboundItem,
  mediaContent,
  numberChange,
  userIdChange,
  vcard,
  type Inbound,
  type InboundItem,
} from './inbound.js';
import { Inbox, type Predicate } from './inbox.js';
import type { MediaStore } from './media-store.js';
import type { BusinessNumber } from './numbers.js';
import type { Person } from './person.js';
import type { Choice, ReceivedMessage } from './received.js';
import { newWamid } from './wamid.js';

/** What a phone needs from the rest of the simulator. */
export interface PhoneWire {
  now(): number;
  media: MediaStore;
  /** tells the business; resolves with whether it took the message */
  tell(phone: Phone, item: InboundItem, withContact: boolean): Promise<boolean>;
  /** the person's identifiers changed */
  moved(person: Person, before: Person): void;
}

export interface SendOptions {
  /** when it was typed, ms since 1970; default now */
  at?: number | undefined;
  /** wamid of the message it answers; for taps: the message whose button is tapped */
  replyTo?: string | undefined;
}

/** The business marked a message of the person as read, with everything before it. */
export interface ReadMark {
  wamid: string;
  /** ms since 1970 */
  at: number;
  /** with "typing…" */
  typing: boolean;
}

export interface SentMessage {
  wamid: string;
  /** ms since 1970 */
  at: number;
  type: string;
  content: unknown;
  /** resolves when the business answered 200 (true) or Meta gave up (false) */
  acknowledged: Promise<boolean>;
}

/** The chat of one person with one business number, from the person's side. */
export class Phone {
  /** moment of the person's last message, ms; opens the 24-hour window */
  lastInboundAt: number | undefined;
  /** see `takePair` */
  paidUntil = 0;
  /** the person tapped "stop" under a marketing message: the next ones fail with 131050 */
  marketingStopped = false;
  /** another handler has the chat: what the person writes comes under `standby` */
  standby = false;
  /** when the person came from an ad, and until when everything is free since the business answered; ms */
  adClickAt: number | undefined;
  freeUntil: number | undefined;
  /** what the business marked as read, in order of arrival */
  readonly readMarks: ReadMark[] = [];
  /** until when "typing…" is to be seen, ms since 1970 */
  typingUntil = 0;
  readonly sent: SentMessage[] = [];
  readonly #inbox = new Inbox();

  constructor(
    readonly id: string,
    readonly number: BusinessNumber,
    readonly person: Person,
    private readonly wire: PhoneWire,
  ) {}

  sendText(body: string, options?: SendOptions): SentMessage {
    return this.send('text', { body }, options);
  }

  /** The person comes from a click-to-WhatsApp ad: the message says which, and opens a free entry point. */
  comeFromAd(body: string, options: SendOptions = {}): SentMessage {
    this.adClickAt = options.at ?? this.wire.now();
    this.freeUntil = undefined;
    return this.#post(
      { from: this.person, type: 'text', content: { body }, extra: { referral: AD } },
      options,
      true,
    );
  }

  sendImage(bytes: Buffer, mime: string, caption?: string, options?: SendOptions): SentMessage {
    return this.#sendMedia('image', bytes, mime, captioned(caption), options);
  }

  sendDocument(
    bytes: Buffer,
    mime: string,
    filename: string,
    caption?: string,
    options?: SendOptions,
  ): SentMessage {
    return this.#sendMedia('document', bytes, mime, { ...captioned(caption), filename }, options);
  }

  sendAudio(bytes: Buffer, mime: string, options?: SendOptions): SentMessage {
    return this.#sendMedia('audio', bytes, mime, { voice: true }, options);
  }

  sendSticker(bytes: Buffer, options?: SendOptions): SentMessage {
    return this.#sendMedia('sticker', bytes, 'image/webp', { animated: false }, options);
  }

  sendLocation(latitude: number, longitude: number, name?: string): SentMessage {
    return this.send('location', { latitude, longitude, ...(name === undefined ? {} : { name }) });
  }

  /** Reacts to a message of the business; an empty emoji takes the reaction back. */
  react(messageId: string, emoji: string): SentMessage {
    return this.send('reaction', { message_id: messageId, ...(emoji === '' ? {} : { emoji }) });
  }

  /** Taps a button, of the latest message that has it. Throws when none has. */
  tapButton(titleOrId: string, options?: SendOptions): SentMessage {
    return this.#choose(titleOrId, ['button', 'quick_reply'], options);
  }

  /** Picks a row, of the latest list that has it. Throws when none has. */
  pickRow(titleOrId: string, options?: SendOptions): SentMessage {
    return this.#choose(titleOrId, ['row'], options);
  }

  /** Shares the own number, as answer to `request_contact_info`; from then on it is in every payload. */
  shareNumber(waId: string): SentMessage {
    this.identify({ waId });
    return this.send('contacts', [{ origin: 'contact_request', ...vcard(this.person.name, waId) }]);
  }

  /** Changes what Meta tells about this person from now on; no message. `undefined` takes an id away. */
  identify(changes: Partial<Person>): void {
    const before = { ...this.person };
    Object.assign(this.person, changes);
    this.wire.moved(this.person, before);
  }

  /** The person takes another phone number, and with it another user id: a system message. */
  changeNumber(waId: string, userId?: string): SentMessage {
    const from = { name: this.person.name, waId: this.person.waId };
    const content = numberChange(this.person, waId, userId);
    this.identify({ waId, ...(userId === undefined ? {} : { userId }) });
    return this.#post({ from, type: 'system', content }, {}, false);
  }

  /** The person gets another user id: a system message without any phone number. */
  changeUserId(userId: string): SentMessage {
    const content = userIdChange(this.person, userId);
    this.identify({ userId });
    return this.#post({ from: undefined, type: 'system', content }, {}, false);
  }

  /** Sends any type with any content, also such as Meta has not thought of yet. */
  send(type: string, content: unknown, options: SendOptions = {}): SentMessage {
    return this.#post({ from: this.person, type, content }, options, true);
  }

  /** Everything the business sent, in order of arrival; equal callback data once. */
  inbox(): readonly ReceivedMessage[] {
    return this.#inbox.all();
  }

  last(): ReceivedMessage | undefined {
    return this.#inbox.all().at(-1);
  }

  /**
   * The next message that fits, counted from behind the one the last `waitFor` gave, so that nothing is
   * missed and nothing is seen twice. Rejects after `timeoutMs`, naming what came instead.
   */
  waitFor(predicate: Predicate, timeoutMs = 5000): Promise<ReceivedMessage> {
    return this.#inbox.waitFor(predicate, timeoutMs);
  }

  /** A message of the business arrives (called by the simulator); returns the one it was folded into. */
  receive(message: ReceivedMessage): ReceivedMessage {
    this.typingUntil = 0;
    return this.#inbox.receive(message);
  }

  /** wamid of the latest message the business marked as read */
  get readUpTo(): string | undefined {
    return this.readMarks.at(-1)?.wamid;
  }

  /** The business marks a message of this person as read (called by the simulator). */
  markRead(wamid: string, typing: boolean): void {
    const at = this.wire.now();
    this.readMarks.push({ wamid, at, typing });
    if (typing) this.typingUntil = at + TYPING_MS;
  }

  #choose(titleOrId: string, kinds: Choice['kind'][], options?: SendOptions): SentMessage {
    const { message, choice } = this.#inbox.findChoice(titleOrId, kinds, options?.replyTo);
    const { kind, ...reply } = choice;
    const answer = { ...options, replyTo: message.wamid };
    if (kind === 'quick_reply') return this.send('button', { payload: reply.id, text: reply.title }, answer);
    const type = kind === 'row' ? 'list_reply' : 'button_reply';
    return this.send('interactive', { type, [type]: reply }, answer);
  }

  #sendMedia(type: string, bytes: Buffer, mime: string, extra: Fields, options?: SendOptions): SentMessage {
    const { media } = this.wire;
    const stored = media.put({ bytes, mime, origin: 'person', phoneNumberId: this.number.phoneNumberId });
    return this.send(type, mediaContent(stored, media.url(stored, 'webhook'), extra), options);
  }

  #post(inbound: Omit<Inbound, 'wamid' | 'at'>, options: SendOptions, withContact: boolean): SentMessage {
    const { at = this.wire.now(), replyTo } = options;
    const wamid = newWamid();
    const quoted = replyTo === undefined ? {} : { replyTo, businessNumber: this.number.displayPhoneNumber };
    const item = inboundItem({ ...inbound, ...quoted, wamid, at });
    this.lastInboundAt = Math.max(at, this.lastInboundAt ?? at);
    const acknowledged = this.wire.tell(this, item, withContact);
    const sent = { wamid, at, type: inbound.type, content: inbound.content, acknowledged };
    this.sent.push(sent);
    return sent;
  }
}

/** "typing…" goes with the next message, or after this (page "Typing indicators"). */
const TYPING_MS = 25_000;

/** What a message from an ad says of it (page "Text messages › from ads"). */
const AD: Fields = {
  source_url: 'https://fb.me/3cr4Wqqkv',
  source_id: '120226305854810726',
  source_type: 'ad',
  headline: 'Rifa',
  body: 'Participa hoy',
  media_type: 'image',
  image_url: 'https://scontent.xx.fbcdn.net/v/t45.1.jpg',
  ctwa_clid:
    'Aff-n8ZTODiE79d22KtAwQKj9e_mIEOOj27vDVwFjN80dp4_0NiNhEgpGo0AHemvuSoifXaytfTzcchptiErTKCqTrJ5nW1h7IHYeYymGb5K5J5iTROpBhWAGaIAeUzHL50',
};

function captioned(caption: string | undefined): Fields {
  return caption === undefined ? {} : { caption };
}
