/** How a number came to its place: a step of the random sequence, digits that named it, or a walk from the candidate nobody held. */
export type Way =
  | { readonly via: 'sequence' | 'seeded'; readonly step: number }
  | { readonly via: 'candidate'; readonly draw: number; readonly extract: string }
  | { readonly via: 'next_up' | 'next_down' | 'nearest'; readonly candidate: number };

/** A drawn number; `index` is its leaf. */
export type Place = { readonly number: number; readonly index: number } & Way;

/** `pending` waits for the next lottery draw; `vacant`: nothing was left, or the prize stays with the house. */
export type Unfilled = 'vacant' | 'pending';

/** One prize unit of the original draw (B9). */
export type Slot =
  | ({ readonly prize: string; readonly unit: number; readonly status: 'won' } & Place)
  | { readonly prize: string; readonly unit: number; readonly status: Unfilled };

export type Alternate = { readonly rank: number } & Place;

/** A step of a sequence that gave nobody a place because of its holder: disqualified, or served before. */
export interface Skipped {
  readonly step: number;
  readonly number: number;
  readonly reason: 'blocked' | 'holder';
}

/**
 * What a disqualification led to (B8). `via`: `alternate/<rank>`, `removed` (an alternate, nobody follows), a {@link Way} or `fresh`
 * with its members, `pending` (beacon or lottery draw to come), `vacant` (nobody left). `in` is the successor.
 */
export interface Replacement {
  readonly seq: number;
  readonly slot: string;
  readonly out: number;
  readonly via: string;
  readonly in?: number;
  readonly step?: number;
  readonly draw?: number;
  readonly extract?: string;
  readonly candidate?: number;
}

export interface Winner {
  readonly prize: string;
  readonly unit: number;
  readonly number: number;
}

/** The draw object of B9. `e` and `prk` in hexadecimal; `winners` are the present holders of the prizes. */
export interface Draw {
  readonly method: 'direct' | 'sequence';
  readonly e: string;
  readonly prk: string;
  /** The original draw: disqualifications do not change it. */
  readonly slots: readonly Slot[];
  readonly alternates: readonly Alternate[];
  readonly skipped: readonly Skipped[];
  readonly replacements: readonly Replacement[];
  readonly winners: readonly Winner[];
}
