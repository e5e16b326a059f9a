import type { BuyerOrder } from './facts.js';
import type { Remarks } from './reading/parse-numbers.js';

/**
 * What a turn asks the trade rooms to do, in the turn's own transaction. Every command comes back as an `outcome` input
 * together with its outcome; what the answer will need is carried in the command, so the state need not hold it.
 */
export type Command =
  | {
      readonly kind: 'check_numbers';
      readonly raffleId: string;
      readonly numbers: readonly number[];
      readonly remarks: Remarks;
    }
  | { readonly kind: 'pick_random'; readonly raffleId: string; readonly count: number; readonly spin: number }
  | { readonly kind: 'hold'; readonly raffleId: string; readonly numbers: readonly number[] }
  | { readonly kind: 'cancel'; readonly orderId: string }
  | {
      readonly kind: 'attach_receipt';
      readonly orderId: string;
      readonly media: ReceiptMedia;
      /** The rest of its album. */
      readonly more?: readonly ReceiptMedia[];
      /** Its album was answered already. */
      readonly quiet?: true;
    }
  | { readonly kind: 'record_consent'; readonly version: string }
  | { readonly kind: 'set_opt_out'; readonly level: OptOutLevel }
  | { readonly kind: 'look_up_code'; readonly code: string };

export type OptOutLevel = 'none' | 'marketing' | 'all';

/** A picture or document as its message announced it; plain JSON, because a question about it may have to wait in the state. */
export interface ReceiptMedia {
  readonly wamid: string;
  readonly mediaId: string;
  readonly declaredType: string;
  /** As Meta writes it (base64); null where it did not. */
  readonly sha256: string | null;
  /** Where it lies for the next minutes, if the message says so. */
  readonly url?: string;
  /** Meta's timestamp of the message, ISO 8601. */
  readonly sentAt: string;
  /** Passed on from another chat: a reason to look twice. */
  readonly forwarded?: true;
}

export interface Outcomes {
  check_numbers: {
    readonly free: readonly number[];
    readonly taken: readonly number[];
    readonly neighbours: readonly number[];
  };
  pick_random: { readonly numbers: readonly number[] };
  hold: HoldAnswer;
  cancel: CancelAnswer;
  attach_receipt: {
    readonly kind: 'in_time' | 'late_held' | 'late_gone' | 'refused';
    readonly order: BuyerOrder;
  };
  record_consent: { readonly kind: 'recorded' };
  set_opt_out: { readonly kind: 'recorded' };
  look_up_code: CodeAnswer;
}

export type HoldAnswer =
  | { readonly kind: 'held'; readonly order: BuyerOrder; readonly missed: readonly number[] }
  | {
      readonly kind: 'taken';
      readonly taken: readonly number[];
      readonly free: readonly number[];
      readonly neighbours: readonly number[];
    }
  | { readonly kind: 'over_limit'; readonly asked: number; readonly left: number; readonly max: number }
  | { readonly kind: 'not_selling'; readonly reason: 'paused' | 'closed' | 'ended' | 'not_open' }
  | { readonly kind: 'out_of_range'; readonly numbers: readonly number[] }
  | { readonly kind: 'sold_out'; readonly left: number };

export type CancelAnswer =
  | { readonly kind: 'cancelled'; readonly order: BuyerOrder }
  | { readonly kind: 'in_review' | 'paid' | 'not_open' | 'not_found' };

/** What came of the numbers of a code in a draw before the main one. */
export interface EarlierDraw {
  readonly name: string;
  /** Whether people draw slips. */
  readonly byHand: boolean;
  /** Null before that draw. */
  readonly wins: readonly { readonly number: number; readonly prizeName: string }[] | null;
  readonly pending: boolean;
}

export type CodeAnswer =
  | {
      readonly kind: 'found';
      readonly raffleTitle: string;
      readonly numbers: readonly number[];
      readonly width: number;
      readonly timeZone: string;
      readonly standing: 'paid' | 'void' | 'refund_after_freeze';
      readonly paidAt: Date | null;
      /** The ticket of whoever asks. */
      readonly own: boolean;
      /** `L••• R•••`; null without a name. */
      readonly holderInitials: string | null;
      /** Null until the list is frozen. */
      readonly list: {
        readonly size: number;
        /** As on the proof page. */
        readonly fingerprint: string;
        readonly places: readonly { readonly number: number; readonly place: number }[];
      } | null;
      /** Whether people draw slips. */
      readonly byHand: boolean;
      /** Null before the draw. */
      readonly wins: readonly { readonly number: number; readonly prizeName: string }[] | null;
      /** What these numbers had won and lost again: they were disqualified. */
      readonly out: readonly { readonly number: number; readonly prizeName: string }[];
      /** Whether a prize still waits for another result. */
      readonly pending: boolean;
      /** In the draws before the main one that have its numbers. */
      readonly before: readonly EarlierDraw[];
      /** The log entry that issued the entry receipts, null until it is chained; `gone` once none can be made any more. */
      readonly receipts: { readonly logSeq: number | null; readonly gone: boolean };
    }
  | { readonly kind: 'unknown' | 'too_many_tries' };

type CommandKind = Command['kind'];
export type CommandOf<K extends CommandKind> = Extract<Command, { kind: K }>;

/** A command that was carried out, with what came of it. */
export type Executed = {
  [K in CommandKind]: { readonly kind: K; readonly command: CommandOf<K>; readonly outcome: Outcomes[K] };
}[CommandKind];
