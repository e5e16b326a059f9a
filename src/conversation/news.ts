import { fields, isRecord, listOf, oneOf, orMissing, orNull, text, whole, type Check } from './shape.js';

/** What the trade rooms put into a contact's mailbox for its chat to say (fields as they write them). */
export type News =
  | { readonly type: 'hold_expired'; readonly orderId: string }
  | { readonly type: 'holds_extended'; readonly orderIds: readonly string[] }
  | { readonly type: 'payment_approved'; readonly orderId: string }
  | { readonly type: 'payment_rejected'; readonly orderId: string; readonly reason: string }
  | { readonly type: 'refund_owed'; readonly orderId: string }
  | { readonly type: 'receipt_unreadable'; readonly orderId: string; readonly why: UnreadableWhy }
  | { readonly type: 'sales_closed'; readonly raffleId: string }
  | ListFrozen
  | DrawWon
  | DrawOut
  | DrawResult
  | { readonly type: 'message_failed'; readonly purpose: string }
  /** Answers waited so long to be sent that they were thrown away; the chat is the one on this channel. */
  | { readonly type: 'prompts_overdue'; readonly channelId: string }
  | { readonly type: 'released' };

export type UnreadableWhy = 'too_big' | 'wrong_type' | 'gone' | 'checksum';

/**
 * What decides: draw `id` of a lottery called `source`, round `id` of the beacon `source`, the seeds of `id` witnesses, or slips drawn by
 * hand at `source`.
 */
export interface Decider {
  readonly kind: 'lottery' | 'beacon' | 'seeds' | 'manual';
  readonly source: string;
  readonly id: string;
}

/** The list of paid tickets is closed: what a buyer keeps to check the draw later. */
export interface ListFrozen {
  readonly type: 'list_frozen';
  readonly raffleId: string;
  readonly drawId: string;
  /** Of a draw before the main one; null for that. */
  readonly drawName?: string | null;
  /** Whether people drew slips; false if it is not said. */
  readonly byHand?: boolean;
  readonly size: number;
  /** As the draw's page shows it. */
  readonly fingerprint: string;
  /** ISO 8601: objections come before it. */
  readonly drawAt: string;
  readonly timeZone: string;
  readonly decidedBy: Decider;
}

export interface DrawWon {
  readonly type: 'draw_won';
  readonly raffleId: string;
  readonly drawId: string;
  readonly drawName?: string | null;
  /** Whether people drew slips; false if it is not said. */
  readonly byHand?: boolean;
  /** As printed on the ticket. */
  readonly number: string;
  readonly prizeName: string;
}

/** A number lost what it had won, and why (the reasons of `fairdraw/1`). */
export interface LostPrize {
  /** As printed on the ticket. */
  readonly number: string;
  readonly prizeName: string;
  readonly reason: (typeof OUT_REASONS)[number];
}

export interface DrawOut extends LostPrize {
  readonly type: 'draw_out';
  readonly raffleId: string;
  readonly drawId: string;
  readonly drawName?: string | null;
  /** Whether people drew slips; false if it is not said. */
  readonly byHand?: boolean;
}

const OUT_REASONS = ['unclaimed', 'ineligible', 'declined', 'fraud', 'other'] as const;

export interface DrawResult {
  readonly type: 'draw_result';
  readonly raffleId: string;
  readonly drawId: string;
  readonly drawName?: string | null;
  /** Whether people drew slips; false if it is not said. */
  readonly byHand?: boolean;
  readonly issueNo: number;
  /** A prize waits for another value. */
  readonly pending: boolean;
  /** Which: a lottery's if it is not said. */
  readonly waitsFor?: 'lottery' | 'beacon';
  /** Who lost a prize since the result before. */
  readonly out?: readonly LostPrize[];
  readonly winners: readonly DrawnPrize[];
  /** This buyer's numbers, as printed. */
  readonly mine: readonly string[];
  /** Whether the main draw, after this one, can still find one of them; so it is if it is not said. */
  readonly inMainDraw?: boolean;
}

export interface DrawnPrize {
  readonly prizeName: string;
  /** Null where nobody has won it. */
  readonly number: string | null;
  readonly status: 'won' | 'vacant' | 'pending';
}

const NAME = orMissing(orNull(text));
const BY_HAND = orMissing(oneOf(true, false));

type Fields<T extends News['type']> = {
  readonly [F in Exclude<keyof Extract<News, { type: T }>, 'type'>]: Check;
};

const LOST = { number: text, prizeName: text, reason: oneOf(...OUT_REASONS) };

const FIELDS: { readonly [T in News['type']]: Fields<T> } = {
  hold_expired: { orderId: text },
  holds_extended: { orderIds: listOf(text) },
  payment_approved: { orderId: text },
  payment_rejected: { orderId: text, reason: text },
  refund_owed: { orderId: text },
  receipt_unreadable: { orderId: text, why: oneOf('too_big', 'wrong_type', 'gone', 'checksum') },
  sales_closed: { raffleId: text },
  list_frozen: {
    raffleId: text,
    drawId: text,
    drawName: NAME,
    byHand: BY_HAND,
    size: whole,
    fingerprint: text,
    drawAt: text,
    timeZone: text,
    decidedBy: fields({ kind: oneOf('lottery', 'beacon', 'seeds', 'manual'), source: text, id: text }),
  },
  draw_won: { raffleId: text, drawId: text, drawName: NAME, byHand: BY_HAND, number: text, prizeName: text },
  draw_out: { raffleId: text, drawId: text, drawName: NAME, byHand: BY_HAND, ...LOST },
  draw_result: {
    raffleId: text,
    drawId: text,
    drawName: NAME,
    byHand: BY_HAND,
    issueNo: whole,
    pending: oneOf(true, false),
    waitsFor: orMissing(oneOf('lottery', 'beacon')),
    out: orMissing(listOf(fields(LOST))),
    winners: listOf(
      fields({ prizeName: text, number: orNull(text), status: oneOf('won', 'vacant', 'pending') }),
    ),
    mine: listOf(text),
    inMainDraw: orMissing(oneOf(true, false)),
  },
  message_failed: { purpose: text },
  prompts_overdue: { channelId: text },
  released: {},
};

const NEWS_TYPES = Object.keys(FIELDS) as readonly News['type'][];

/** Reads a news row; null for what an older or newer version of ours wrote and this one does not know. */
export function readNews(row: unknown): News | null {
  return isNews(row) ? row : null;
}

function isNews(row: unknown): row is News {
  if (!isRecord(row)) return false;
  const type = NEWS_TYPES.find((name) => name === row['type']);
  return type !== undefined && fields(FIELDS[type])(row);
}
