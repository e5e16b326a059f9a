import { MAIN_DRAW } from '../catalogue/index.js';
import { readDrawRules, type DrawRules } from './draw-rules.js';

/** announced: rules public · committed: list frozen · pending: drawn, a prize waits for the next lottery draw · drawn: all decided. */
export type DrawState = 'announced' | 'committed' | 'pending' | 'drawn';

/** A draw as stored. Its papers (rules, commitment, ledger) never change once written. */
export interface StoredDraw {
  readonly id: string;
  readonly raffleId: string;
  /** 1 = the raffle's main draw, see MAIN_DRAW. */
  readonly ordinal: number;
  /** As buyers read it; null for the main draw. */
  readonly name: string | null;
  readonly fairdrawId: string;
  /** Canonical JSON. */
  readonly rules: string;
  readonly rulesHash: Buffer;
  readonly state: DrawState;
  /** The freeze's database time in whole seconds; null before. */
  readonly closedAt: Date | null;
  /** Hash of the last event the commitment covers; null until the freeze has chained them. */
  readonly logHead: Buffer | null;
  readonly paper: CommittedPaper | null;
}

/** What the freeze published. */
export interface CommittedPaper {
  /** Canonical JSON. */
  readonly commitment: string;
  readonly commitmentHash: Buffer;
  readonly ledgerBlob: string;
  readonly leaves: number;
}

/** The rules of a stored draw, read. */
export function readRules(draw: Pick<StoredDraw, 'rules'>): DrawRules {
  return readDrawRules(draw.rules);
}

/** Which draw an entry of the raffle's log is about, for its data: nothing where it is the main one. */
export function drawInLog({ ordinal }: Pick<StoredDraw, 'ordinal'>): { draw?: number } {
  return ordinal === MAIN_DRAW ? {} : { draw: ordinal };
}
