import type { Reader, Transaction } from '../../platform/index.js';

/** A seed as a witness revealed it. */
export interface RevealedSeed {
  /** Place among the promises of the rules, from 0 on. */
  readonly party: number;
  /** 32 bytes. */
  readonly seed: Buffer;
  /** The user who typed it. */
  readonly revealedBy: string;
  readonly revealedAt: Date;
}

/** Keeps a seed. @returns false where this party has revealed before */
export async function insertSeed(
  tx: Transaction,
  drawId: string,
  { party, seed, revealedBy }: Omit<RevealedSeed, 'revealedAt'>,
): Promise<boolean> {
  const written = await tx.run(
    `insert into revealed_seed (draw_id, party, seed, revealed_by) values ($1, $2, $3, $4) on conflict do nothing`,
    [drawId, party, seed, revealedBy],
  );
  return written > 0;
}

/** The seeds revealed so far, in the order of the rules. */
export async function revealedSeeds(reader: Reader, drawId: string): Promise<RevealedSeed[]> {
  return reader.rows<RevealedSeed>(
    `select party, seed, revealed_by as "revealedBy", revealed_at as "revealedAt"
     from revealed_seed where draw_id = $1 order by party`,
    [drawId],
  );
}
