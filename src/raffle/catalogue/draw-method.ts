/** One published result of the lottery: exactly `width` digits, a value in first..last. */
export interface ResultPosition {
  readonly id: string;
  readonly width: number;
  readonly first: number;
  readonly last: number;
}

/** Takes the first or last `n` digits of a position's result. */
export interface DigitExtractor {
  readonly id: string;
  readonly position: string;
  readonly take: 'first' | 'last';
  readonly n: number;
}

/** What happens to a prize whose number nobody bought. */
export type MissRule =
  | { readonly policy: 'house' }
  | { readonly policy: 'next_draw'; readonly maxDraws: number; readonly then: 'house' };

/**
 * How a raffle is drawn: the digits of an official lottery result are the winning number (lottery/direct of fairdraw/1).
 * Prizes name their extractors in order of trial.
 */
export interface DrawMethod {
  readonly source: string;
  /** The lottery's own id of the draw that decides. */
  readonly firstDraw: string;
  /** Later draws have the following ids, so none can be skipped. */
  readonly consecutive?: boolean;
  readonly positions: readonly ResultPosition[];
  readonly extractors: readonly DigitExtractor[];
  readonly map: 'suffix' | 'modulo';
  /** Digits that are all zero mean the number one above the highest n-digit one, as in raffles that count from 1. */
  readonly zeroIsTop?: boolean;
  readonly onMiss: MissRule;
}
