import type { MissPolicy } from '../../fair-draw/index.js';

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

/** What becomes of a prize whose number nobody bought. */
export type MissRule =
  | { readonly policy: MissPolicy }
  | { readonly policy: 'next_draw'; readonly maxDraws: number; readonly then: MissPolicy };

/** Which official lottery, from which of its draws on, and which of its results count. */
export interface LotterySource {
  readonly source: string;
  /** The lottery's own id of the draw that decides. */
  readonly firstDraw: string;
  /** Later draws have the following ids, so none can be skipped. */
  readonly consecutive?: boolean;
  readonly positions: readonly ResultPosition[];
}

/** The digits of an official result are the winning number (lottery/direct of fairdraw/1). Prizes name their extractors in order of trial. */
export interface LotteryMethod extends LotterySource {
  readonly mode: 'lottery';
  readonly extractors: readonly DigitExtractor[];
  readonly map: 'suffix' | 'modulo';
  /** Digits that are all zero mean the number one above the highest n-digit one, as in raffles that count from 1. */
  readonly zeroIsTop?: boolean;
  readonly onMiss: MissRule;
}

/** The digits of `draws` official draws feed the random sequence (lottery/seeded). */
export interface SeededMethod extends LotterySource {
  readonly mode: 'lottery_seeded';
  readonly draws: number;
}

/** The first round of the public beacon drand at or after the announced time decides, at least `minLeadS` seconds after the list closed. */
export interface DrandMethod {
  readonly mode: 'drand';
  readonly minLeadS: number;
}

/** What is mixed with the seeds and nobody holds yet. */
export type ExternalValue =
  | { readonly kind: 'none' }
  | { readonly kind: 'drand'; readonly minLeadS: number }
  | ({ readonly kind: 'lottery'; readonly draws: number } & LotterySource);

/** Each witness promised a seed before the sale and reveals it after the list closed; `seedHash` as in B2, hexadecimal. */
export interface RevealMethod {
  readonly mode: 'commit_reveal';
  readonly seeds: readonly { readonly party: string; readonly seedHash: string }[];
  readonly external: ExternalValue;
}

/** People draw slips, where the law forbids a program to find the winners; everybody may come to `place`. */
export interface ManualMethod {
  readonly mode: 'manual';
  readonly place: string;
}

/** How a raffle is drawn. */
export type DrawMethod = LotteryMethod | SeededMethod | DrandMethod | RevealMethod | ManualMethod;
