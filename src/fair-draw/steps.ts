import type { CheckOptions } from './evidence.js';

/** The steps of B11 in their order; `rules` also reads the commitment, `draw` recomputes what the certificate lists. */
export const STEPS = [
  'version',
  'raffle_id',
  'rules_hash',
  'commitment_hash',
  'rules',
  'ledger',
  'root',
  'counts',
  'entropy',
  'draw',
  'signature',
] as const;

export type Step = (typeof STEPS)[number];

/** Who waits for a check may watch it; watching changes nothing about it. */
export interface WatchOptions extends CheckOptions {
  /** Called when a step has held. The first one not named is the one that failed. */
  readonly onStep?: (step: Step) => void;
  /** Called now and then while the root is computed, with the leaves hashed so far and their number. */
  readonly onLeaves?: (hashed: number, size: number) => void;
}
