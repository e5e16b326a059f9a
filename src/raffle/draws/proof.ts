import { presentSlots, type WarningCode } from '../../fair-draw/index.js';
import type { RaffleState } from '../catalogue/index.js';
import type { DrawnSlots } from './certificate-content.js';
import type { DrawRules } from './draw-rules.js';
import type { ResultSource } from './result-source.js';
import type { ProofDisqualification } from './proof-disqualifications.reader.js';
import { prizeUnit } from './prize-unit.js';
import type { DrawState } from './stored-draw.js';

/** One prize unit as drawn so far. */
export interface ProofSlot {
  readonly prizeName: string;
  readonly unit: number;
  readonly units: number;
  readonly status: 'won' | 'vacant' | 'pending';
  readonly number: number | null;
  /** Whether somebody was put out of it. */
  readonly redrawn: boolean;
}

/** A confirmed official result. */
export interface ProofResult {
  /** The lottery, or where people drew. */
  readonly place: string;
  readonly lotteryDrawId: string;
  readonly drawnAt: Date;
  readonly results: Readonly<Record<string, string>>;
  /** Whether a second person had to confirm it. */
  readonly twoPeople: boolean;
  /** 0 = the first lottery draw of the rules. */
  readonly position: number;
  /** Where it was read; null for a result of before this was asked. */
  readonly source: ResultSource | null;
}

/** Everything public about a draw: what its proof page shows. Hashes in hexadecimal. */
export interface DrawProof {
  readonly id: string;
  readonly fairdrawId: string;
  readonly state: DrawState;
  /** Of a draw before the main one; null for that. */
  readonly name: string | null;
  /** The raffle's other draws, the main one first. */
  readonly others: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly state: DrawState;
  }[];
  readonly raffle: {
    readonly id: string;
    readonly title: string;
    readonly state: RaffleState;
    readonly organiser: string;
    readonly timeZone: string;
    readonly drawAt: Date;
  };
  readonly rules: DrawRules;
  readonly rulesHash: string;
  /** What the rules themselves make questionable, by the codes of fairdraw/1. */
  readonly warnings: readonly WarningCode[];
  /** Null until the list is frozen. */
  readonly commitment: {
    readonly hash: string;
    readonly root: string;
    readonly size: number;
    readonly closedAt: Date;
    /** The stored file and its length in bytes. */
    readonly ledgerBlob: string;
    readonly ledgerBytes: number;
  } | null;
  readonly results: readonly ProofResult[];
  /** Whether a result entered now would need a second person. */
  readonly twoPersonRule: boolean;
  /** Issued certificates, oldest first. */
  readonly issues: readonly { readonly issueNo: number; readonly issuedAt: Date; readonly hash: string }[];
  /** By the latest certificate; empty before the draw. */
  readonly slots: readonly ProofSlot[];
  /** Confirmed ones, in their order. */
  readonly disqualifications: readonly ProofDisqualification[];
}

/** The prize units of a draw with the names people know them by. */
export function proofSlots(
  rules: Pick<DrawRules, 'prizes'>,
  draw: Pick<DrawnSlots, 'slots' | 'replacements'>,
): ProofSlot[] {
  return presentSlots(draw).map(({ prize, unit, status, number, redrawn }) => ({
    ...prizeUnit(rules, prize, unit),
    status,
    number,
    redrawn,
  }));
}
