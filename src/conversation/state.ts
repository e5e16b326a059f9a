import type { ReceiptMedia } from './command.js';
import { fields, id, instant, isRecord, listOf, oneOf, orNull, text, whole, type Check } from './shape.js';

/** Where a chat stands: the last question we asked and what its answer needs. Everything else is a fact, loaded fresh each turn. */
export type ChatState = Step & {
  readonly v: 1;
  /** Marks the last question: buttons that only make sense for it carry the same mark. */
  readonly nonce: string;
  /** Times in a row that we did not understand. */
  readonly misses: number;
  /** We have asked for words instead of something we cannot read, and nothing was understood since. */
  readonly toldToWrite?: true;
  /** The receipt answered last: pictures sent within seconds of it are of the same album. */
  readonly album?: { readonly orderId: string; readonly sentAt: string };
  /** The last question answers an edited message: the mark of the message, and when it was edited last. */
  readonly edited?: { readonly mark: string; readonly at: string };
};

export type Step =
  | { readonly step: 'new' }
  | { readonly step: 'consent'; readonly apologisedAt: string | null }
  | { readonly step: 'declined' }
  /** `apologisedAt`: when this was our apology for a delay (ISO 8601), so that a backlog gets one. */
  | { readonly step: 'menu'; readonly apologisedAt: string | null }
  /** `shown`: raffle ids as listed, so that a typed position means what was read. */
  | { readonly step: 'choose_raffle'; readonly shown: readonly string[] }
  | { readonly step: 'choose_way'; readonly raffleId: string }
  | { readonly step: 'type_numbers'; readonly raffleId: string }
  | { readonly step: 'random_count'; readonly raffleId: string }
  | {
      readonly step: 'random_offer';
      readonly raffleId: string;
      readonly numbers: readonly number[];
      readonly spin: number;
    }
  | {
      readonly step: 'confirm_numbers';
      readonly raffleId: string;
      readonly numbers: readonly number[];
      readonly neighbours: readonly number[];
    }
  | { readonly step: 'order'; readonly orderId: string }
  | { readonly step: 'send_receipt'; readonly orderId: string }
  /** `more`: the rest of its album. */
  | { readonly step: 'ask_receipt'; readonly media: ReceiptMedia; readonly more?: readonly ReceiptMedia[] }
  | {
      readonly step: 'receipt_for';
      readonly media: ReceiptMedia;
      readonly more?: readonly ReceiptMedia[];
      readonly shown: readonly string[];
    }
  | {
      readonly step: 'choose_order';
      readonly purpose: 'pay' | 'paid' | 'cancel';
      readonly shown: readonly string[];
    }
  | { readonly step: 'confirm_cancel'; readonly orderId: string }
  | { readonly step: 'ask_code' }
  | { readonly step: 'opt_out' }
  | { readonly step: 'offer_human' };

export type StepName = Step['step'];
export type At<S extends StepName> = Extract<ChatState, { step: S }>;

export const menuStep = { step: 'menu', apologisedAt: null } as const;
export const initialState: ChatState = { v: 1, nonce: '', misses: 0, step: 'new' };

type Fields<S extends StepName> = {
  readonly [F in Exclude<keyof Extract<Step, { step: S }>, 'step' | 'more'>]: Check;
};

const media = fields({
  wamid: text,
  mediaId: text,
  declaredType: text,
  sha256: orNull(text),
  sentAt: instant,
});

const FIELDS: { readonly [S in StepName]: Fields<S> } = {
  new: {},
  consent: { apologisedAt: orNull(instant) },
  declined: {},
  menu: { apologisedAt: orNull(instant) },
  choose_raffle: { shown: listOf(id) },
  choose_way: { raffleId: id },
  type_numbers: { raffleId: id },
  random_count: { raffleId: id },
  random_offer: { raffleId: id, numbers: listOf(whole), spin: whole },
  confirm_numbers: { raffleId: id, numbers: listOf(whole), neighbours: listOf(whole) },
  order: { orderId: id },
  send_receipt: { orderId: id },
  ask_receipt: { media },
  receipt_for: { media, shown: listOf(id) },
  choose_order: { purpose: oneOf('pay', 'paid', 'cancel'), shown: listOf(id) },
  confirm_cancel: { orderId: id },
  ask_code: {},
  opt_out: {},
  offer_human: {},
};

export const STEPS = Object.keys(FIELDS) as readonly StepName[];

/** Reads a stored state. Nothing stored = never talked; what this version cannot read becomes the menu, never a fault. */
export function readState(json: unknown): ChatState {
  if (json === null || json === undefined) return initialState;
  return isState(json) ? json : { v: 1, nonce: '', misses: 0, ...menuStep };
}

function isState(json: unknown): json is ChatState {
  if (!fields({ v: oneOf(1), nonce: text, misses: whole })(json) || !isRecord(json)) return false;
  const { album, more, edited } = json;
  if (album !== undefined && !fields({ orderId: id, sentAt: instant })(album)) return false;
  if (edited !== undefined && !fields({ mark: text, at: instant })(edited)) return false;
  if (more !== undefined && !listOf(media)(more)) return false;
  const step = STEPS.find((name) => name === json['step']);
  return step !== undefined && fields(FIELDS[step])(json);
}
