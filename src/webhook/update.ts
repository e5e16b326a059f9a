/** Who wrote: Meta gives one or both identifiers, sometimes a profile name. */
export interface Person {
  readonly userId?: string;
  readonly waId?: string;
  readonly name?: string;
  /** A handle people may change and take over from each other: shown, never a key. */
  readonly username?: string;
  /** Their id for the owner of several portfolios: kept, never a key. */
  readonly parentUserId?: string;
}

/** `statuses[].pricing` (Meta, "Status messages webhook"): words, never an amount. Its `billable` is to be retired and not read. */
export interface Pricing {
  readonly model: string | null;
  /** Costs nothing if it begins with `free_`. */
  readonly type: string | null;
  readonly category: string | null;
}

/** One element of a delivery, with the values we look things up by; its full content stays in the body. */
export interface Update {
  readonly kind: 'message' | 'status' | 'change' | 'unreadable';
  readonly entry: number | null;
  readonly change: number | null;
  readonly item: number | null;
  readonly field: string | null;
  /** Meta's `entry.id`: the WhatsApp Business account, for some fields the business. */
  readonly entryId: string | null;
  /** The account `waba_info` names, where `entry.id` is the business. */
  readonly accountId: string | null;
  /** Digits of the number a field about numbers names. */
  readonly displayDigits: string | null;
  /** A sample of the App Dashboard's "Test" button. */
  readonly test: boolean;
  /** A message of a group chat. */
  readonly inGroup: boolean;
  readonly phoneNumberId: string | null;
  /** Message type, status word, or what a change of another field says happened. */
  readonly type: string | null;
  readonly wamid: string | null;
  readonly metaAt: Date | null;
  readonly person: Person | null;
  /** Our outbox id, when a status echoes it. */
  readonly callbackId: string | null;
  readonly errorCode: number | null;
  readonly pricing: Pricing | null;
  /** 16 bytes: equal for repeats of the same update. */
  readonly key: Buffer;
}
