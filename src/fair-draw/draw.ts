/** One prize unit of the original draw (B9). `index` is the leaf, `draw` and `extract` say which digits hit. */
export type Slot =
  | {
      readonly prize: string;
      readonly unit: number;
      readonly status: 'won';
      readonly number: number;
      readonly index: number;
      readonly via: 'candidate';
      readonly draw: number;
      readonly extract: string;
    }
  /** `pending` waits for the next lottery draw; `vacant` stays with the house. */
  | { readonly prize: string; readonly unit: number; readonly status: 'vacant' | 'pending' };

export interface Alternate {
  readonly rank: number;
  readonly number: number;
  readonly index: number;
  readonly via: 'candidate';
  readonly draw: number;
  readonly extract: string;
}

export interface Winner {
  readonly prize: string;
  readonly unit: number;
  readonly number: number;
}

/** The draw object of B9. `e` and `prk` in hexadecimal; `winners` are the present holders of the prizes. */
export interface Draw {
  readonly method: 'direct';
  readonly e: string;
  readonly prk: string;
  readonly slots: readonly Slot[];
  readonly alternates: readonly Alternate[];
  /** Filled by sequence draws only. */
  readonly skipped: readonly never[];
  /** Filled by disqualifications only. */
  readonly replacements: readonly never[];
  readonly winners: readonly Winner[];
}
