/** A raffle a buyer of this channel can see: open, paused or silenced. `RaffleView` fits, with `free` and `rulesUrl` added. */
export interface OfferedRaffle {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  /** Price of one number in minor units of `currency`. */
  readonly priceMinor: number;
  readonly currency: string;
  readonly firstNumber: number;
  /** How many numbers there are, from `firstNumber` on. */
  readonly emission: number;
  /** Digits printed on a ticket. */
  readonly width: number;
  readonly maxPerPerson: number;
  readonly holdMinutes: number;
  /** IANA name: every date of this raffle is shown in it. */
  readonly timeZone: string;
  readonly drawAt: Date;
  readonly salesCloseAt: Date;
  /** Numbers nobody has; null where nobody counted. */
  readonly free: number | null;
  readonly drawMethod:
    | { readonly mode: 'lottery' | 'lottery_seeded'; readonly source: string; readonly firstDraw: string }
    | { readonly mode: 'drand' }
    | { readonly mode: 'manual'; readonly place: string }
    | { readonly mode: 'commit_reveal'; readonly seeds: readonly unknown[] };
  readonly organiser: { readonly name: string; readonly permit?: string };
  readonly transferAccount: TransferAccount;
  readonly prizes: readonly { readonly name: string; readonly units: number }[];
  /** Draws before the main one. */
  readonly preDraws: readonly {
    readonly name: string;
    readonly drawMethod: { readonly mode: string };
    readonly listClosesAt: Date;
    readonly drawAt: Date;
    readonly prizes: readonly { readonly name: string; readonly units: number }[];
  }[];
  readonly rulesUrl: string | null;
  /** File of the organiser's own picture. */
  readonly posterId: string | null;
}

export interface TransferAccount {
  readonly bank: string;
  readonly holder: string;
  readonly account: string;
  /** What the account number is called: CLABE, Nequi, CCI, … */
  readonly kind: string;
}

export type OrderState =
  'held' | 'in_review' | 'paid' | 'rejected' | 'expired' | 'cancelled' | 'refund_owed' | 'refunded';

/** An order of this contact, with what a message about it needs to know of its raffle. */
export interface BuyerOrder {
  readonly id: string;
  /** K7Q-281: what people say. */
  readonly code: string;
  readonly state: OrderState;
  readonly numbers: readonly number[];
  /** Whether the numbers are this order's now: a late one may have lost them. */
  readonly hasNumbers: boolean;
  readonly amountMinor: number;
  readonly currency: string;
  readonly deadlineAt: Date | null;
  readonly rejectReason: string | null;
  /** 16 characters, with or without dashes; null unless paid. */
  readonly validationCode: string | null;
  readonly raffleId: string;
  readonly raffleTitle: string;
  /** ISO 3166-1 alpha-2, or OTHER: whose people buy. */
  readonly jurisdiction: string;
  readonly width: number;
  readonly timeZone: string;
  readonly drawAt: Date;
  readonly holdMinutes: number;
  readonly transferAccount: TransferAccount;
  readonly refundPolicy: string;
}

/** All that is true when a contact's turn begins, loaded in the turn's transaction. */
export interface Facts {
  readonly now: Date;
  readonly contact: {
    readonly name: string | null;
    /** Version of the rules this person accepted, with their age; null = never. */
    readonly consentedVersion: string | null;
    readonly optOut: 'none' | 'marketing' | 'all';
    /** We know their phone number. */
    readonly hasNumber: boolean;
    /** WhatsApp says that somebody else may hold their phone: nothing of theirs is shown until they name a code. */
    readonly doubtful: boolean;
  };
  /** The rules in force; another version than the accepted one is asked again before the next offer. */
  readonly rules: { readonly version: string; readonly url: string | null };
  /** On sale in this channel, in the order they are shown. */
  readonly raffles: readonly OfferedRaffle[];
  /** This contact's, newest first. */
  readonly orders: readonly BuyerOrder[];
  /** What the message of ours was about that the person answers by quoting it; null where they quote none, or one about neither. */
  readonly quoted: { readonly orderId: string | null; readonly raffleId: string | null } | null;
  readonly withHuman: boolean;
  /** The message is more than 30 minutes old: whatever it answered may be long gone. */
  readonly late: boolean;
  /** Without a slash at the end; empty where there is no public page. */
  readonly publicUrl: string;
  readonly brand: string;
}

export function hasConsented({ contact, rules }: Facts): boolean {
  return contact.consentedVersion === rules.version;
}

export function findRaffle(facts: Facts, raffleId: string): OfferedRaffle | null {
  return facts.raffles.find(({ id }) => id === raffleId) ?? null;
}

export function findOrder(facts: Facts, orderId: string): BuyerOrder | null {
  return facts.orders.find(({ id }) => id === orderId) ?? null;
}

/** The order of the message of ours that the person quotes. */
export function quotedOrder(facts: Pick<Facts, 'orders' | 'quoted'>): BuyerOrder | null {
  return facts.orders.find(({ id }) => id === facts.quoted?.orderId) ?? null;
}

/** The raffle that can be meant where none was named: the quoted one, or the only one there is. */
export function meantRaffle({ raffles, quoted }: Pick<Facts, 'raffles' | 'quoted'>): OfferedRaffle | null {
  const [first, second] = raffles;
  return raffles.find(({ id }) => id === quoted?.raffleId) ?? (second === undefined ? (first ?? null) : null);
}

export function ordersIn(facts: Pick<Facts, 'orders'>, ...states: readonly OrderState[]): BuyerOrder[] {
  return facts.orders.filter(({ state }) => states.includes(state));
}

/** The order's numbers wait for this buyer's money. */
export function isOpen({ state }: BuyerOrder): boolean {
  return state === 'held' || state === 'rejected';
}

export function openOrders(facts: Facts): BuyerOrder[] {
  return facts.orders.filter(isOpen);
}

/** A receipt still changes something: the money was not found yet. */
export function takesReceipts({ state }: BuyerOrder): boolean {
  return state !== 'paid' && state !== 'refund_owed' && state !== 'refunded';
}

/** How many numbers of this raffle the buyer has. The database has the last word: it alone counts every order. */
export function numbersOf(facts: Pick<Facts, 'orders'>, raffleId: string): number {
  return ordersIn(facts, 'held', 'rejected', 'in_review', 'paid')
    .filter((order) => order.raffleId === raffleId)
    .reduce((sum, { numbers }) => sum + numbers.length, 0);
}

/** How many more numbers of this raffle the buyer may take. */
export function numbersLeft(facts: Pick<Facts, 'orders'>, raffle: OfferedRaffle): number {
  return Math.max(0, raffle.maxPerPerson - numbersOf(facts, raffle.id));
}

/** `silenced`: Meta forbids the number of this chat to send, so nothing is sold over it; over others it may be. */
export type WhyNotSelling = 'paused' | 'silenced' | 'closed' | 'sold_out';

/** Why nobody can take numbers of this raffle in this chat now; null if they can. */
export function whyNotSelling(raffle: OfferedRaffle, now: Date): WhyNotSelling | null {
  if (raffle.state === 'paused' || raffle.state === 'silenced') return raffle.state;
  if (raffle.state !== 'open' || raffle.salesCloseAt <= now) return 'closed';
  return raffle.free === 0 ? 'sold_out' : null;
}
