import { createHash } from 'node:crypto';
import type { DrandEvidence } from '../../fair-draw/index.js';
import type { Reader, Transaction } from '../../platform/index.js';
import type { RaffleState } from '../catalogue/index.js';
import type { WantedRound } from './drand-answer.js';

/** A beacon whose signature was checked; hashes and signature in hexadecimal. */
export interface FetchedBeacon extends WantedRound {
  readonly signature: string;
  /** Hosts of the relays that gave it. */
  readonly relays: readonly string[];
}

/** Stores a verified beacon. @returns false where the draw has it already */
export async function insertBeacon(tx: Transaction, drawId: string, beacon: FetchedBeacon): Promise<boolean> {
  const signature = Buffer.from(beacon.signature, 'hex');
  const rows = await tx.run(
    `insert into beacon (draw_id, chain_hash, round, signature, randomness, relays) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [
      drawId,
      Buffer.from(beacon.chainHash, 'hex'),
      beacon.round,
      signature,
      createHash('sha256').update(signature).digest(),
      beacon.relays,
    ],
  );
  return rows === 1;
}

/** The stored beacon as evidence (B5); null until it was fetched. */
export async function beaconOf(
  reader: Reader,
  drawId: string,
  { chainHash, round }: WantedRound,
): Promise<DrandEvidence | null> {
  const row = await reader.first<{ signature: Buffer; randomness: Buffer }>(
    'select signature, randomness from beacon where draw_id = $1 and chain_hash = $2 and round = $3',
    [drawId, Buffer.from(chainHash, 'hex'), round],
  );
  if (row === null) return null;
  const [signature, randomness] = [row.signature.toString('hex'), row.randomness.toString('hex')];
  return { kind: 'drand', chain_hash: chainHash, round, signature, randomness };
}

/** The raffle a draw belongs to, and the database's time; null where there is no such draw. */
export function raffleOfDraw(
  reader: Reader,
  drawId: string,
): Promise<{ raffleId: string; ordinal: number; state: RaffleState; now: Date } | null> {
  return reader.first(
    `select r.id as "raffleId", d.ordinal, r.state, app_now() as now from draw d join raffle r on r.id = d.raffle_id where d.id = $1`,
    [drawId],
  );
}
