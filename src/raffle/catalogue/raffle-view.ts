import type { DrawMethod } from './draw-method.js';
import type { RaffleState } from './raffle-state.js';

/** How a raffle reaches its buyers: ordered in chat, on the public page, or a draw that costs nothing. */
export type SalesMode = 'chat' | 'web' | 'free';

export interface Prize {
  /** `[A-Za-z0-9._-]{1,32}`, unique in the raffle; goes into the draw's rules. */
  readonly prizeId: string;
  readonly name: string;
  readonly units: number;
  /** Ids of the draw method's extractors, in order of trial. */
  readonly extract: readonly string[];
}

export interface Organiser {
  readonly name: string;
  readonly taxId?: string;
  readonly contact?: string;
  readonly permit?: string;
}

/** Where a buyer sends a transfer; `kind` names the account number: CLABE, Nequi, CCI, … */
export interface TransferAccount {
  readonly bank: string;
  readonly holder: string;
  readonly account: string;
  readonly kind: string;
}

/** What the organiser answers for towards Meta, which counts paid raffles as gambling. */
export interface MetaPermission {
  readonly status: 'granted' | 'unconfirmed';
  /** Meta's reference; needed where granted. */
  readonly ref?: string;
  /** The person who takes responsibility. */
  readonly acceptedBy: string;
  /** ISO 8601. */
  readonly at: string;
}

/**
 * A draw before the main one (presorteo, early bird): prizes and rules of its own among those who have paid until its list closes.
 * Its numbers go on to the draws after it.
 */
export interface PreDraw {
  /** As buyers read it, unique in the raffle: «Presorteo de enero». */
  readonly name: string;
  /** Who has sent the money by then takes part. */
  readonly listClosesAt: Date;
  readonly drawAt: Date;
  readonly disputeMinutes: number;
  readonly drawMethod: DrawMethod;
  /** In the order in which they are drawn. */
  readonly prizes: readonly Prize[];
}

/** What an organiser decides about a raffle; all of it but the contact lines is locked by publishing. Instants are UTC. */
export interface RaffleTerms {
  /** `[a-z0-9-]`, in the address of the public page. */
  readonly slug: string;
  readonly title: string;
  readonly salesMode: SalesMode;
  /** ISO 3166-1 alpha-2, or OTHER. */
  readonly jurisdiction: string;
  readonly metaPermission: MetaPermission | null;
  /** Whether a buyer says to be of age before any offer. */
  readonly ageStep: boolean;
  readonly currency: string;
  /** Price of one number in minor units. */
  readonly priceMinor: number;
  readonly firstNumber: number;
  /** How many numbers there are. */
  readonly emission: number;
  /** Digits printed. */
  readonly width: number;
  readonly maxPerPerson: number;
  readonly holdMinutes: number;
  /** IANA name. */
  readonly timeZone: string;
  readonly salesCloseAt: Date;
  readonly drawAt: Date;
  /** Buyers have this long at least to look at the frozen list and object, before the value that decides can exist. */
  readonly disputeMinutes: number;
  readonly drawMethod: DrawMethod;
  readonly onePrizePerHolder: boolean;
  readonly refundPolicy: string;
  readonly organiser: Organiser;
  readonly transferAccount: TransferAccount;
  /** In the order in which they are drawn. */
  readonly prizes: readonly Prize[];
  /** Draws before the main one, in the order of their times. */
  readonly preDraws: readonly PreDraw[];
}

/** A raffle as every room sees it. */
export interface RaffleView extends RaffleTerms {
  readonly id: string;
  readonly state: RaffleState;
  /** Hash of the main draw's published rules; null before publishing is done. */
  readonly rulesHash: Buffer | null;
  /** Numbers made so far, of how many: publishing makes one row per number. */
  readonly progressDone: number;
  readonly progressTotal: number;
  readonly createdAt: Date;
  /** From here on the terms are locked. Set before the numbers exist. */
  readonly publishedAt: Date | null;
  readonly openedAt: Date | null;
  readonly pausedAt: Date | null;
  readonly closedAt: Date | null;
  readonly frozenAt: Date | null;
  /** File of the organiser's own picture. */
  readonly posterId: string | null;
}

/** The last number of a raffle. */
export function lastNumber(terms: Pick<RaffleTerms, 'firstNumber' | 'emission'>): number {
  return terms.firstNumber + terms.emission - 1;
}

/** The id under which fairdraw/1 knows draw `ordinal` of a raffle (1 = main); every ticket's commit covers it. */
export function fairdrawId(raffleId: string, ordinal = 1): string {
  return `${raffleId}:${ordinal}`;
}
