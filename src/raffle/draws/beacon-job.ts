import { invariant } from '../../kernel/index.js';
import type { WantedRound } from './drand-answer.js';

/** A beacon a draw waits for, and how the wait went so far. */
export interface BeaconJob extends WantedRound {
  readonly drawId: string;
  /** Tries that found nothing. */
  readonly tries: number;
  /** The first try, in ms since 1970 by the database's clock; null before it. */
  readonly since: number | null;
  /** Whether people were told that it is late. */
  readonly told: boolean;
}

/** Reads a payload this room put into the queue. */
export function readBeaconJob(payload: unknown): BeaconJob {
  invariant(
    typeof payload === 'object' && payload !== null && 'drawId' in payload && 'chainHash' in payload,
    'a beacon job names draw and chain',
  );
  const { drawId, chainHash } = payload;
  const round = 'round' in payload ? payload.round : null;
  const tries = 'tries' in payload ? payload.tries : 0;
  const since = 'since' in payload ? payload.since : null;
  invariant(
    typeof drawId === 'string' && typeof chainHash === 'string' && typeof round === 'number',
    'a beacon job names draw, chain and round',
  );
  invariant(
    typeof tries === 'number' && (since === null || typeof since === 'number'),
    'a beacon job counts its tries',
  );
  return { drawId, chainHash, round, tries, since, told: 'told' in payload && payload.told === true };
}
