import { invariant } from '../../kernel/index.js';
import type { Reader, Transaction } from '../../platform/index.js';
import { MAIN_DRAW, type PreDraw } from '../catalogue/index.js';
import type { CommittedPaper, DrawState, StoredDraw } from './stored-draw.js';

interface DrawRow {
  id: string;
  raffle_id: string;
  ordinal: number;
  name: string | null;
  fairdraw_id: string;
  rules: string;
  rules_hash: Buffer;
  state: DrawState;
  closed_at: Date | null;
  log_head: Buffer | null;
  commitment: string | null;
  commitment_hash: Buffer | null;
  ledger_blob: string | null;
  ledger_leaves: number | null;
}

const COLUMNS = `id, raffle_id, ordinal, name, fairdraw_id, rules, rules_hash, state, closed_at, log_head,
  commitment, commitment_hash, ledger_blob, ledger_leaves`;

/** Announces a draw with its rules, before anything is sold. */
export async function insertDraw(
  tx: Transaction,
  draw: {
    id: string;
    raffleId: string;
    ordinal: number;
    fairdrawId: string;
    rules: string;
    rulesHash: Buffer;
    /** What was announced of it; of the main draw the raffle tells it. */
    pre: PreDraw | undefined;
  },
): Promise<void> {
  const { id, raffleId, ordinal, rules, rulesHash, pre } = draw;
  await tx.run(
    `insert into draw (id, raffle_id, ordinal, fairdraw_id, rules, rules_hash, name, list_closes_at, draw_at, dispute_minutes)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      raffleId,
      ordinal,
      draw.fairdrawId,
      rules,
      rulesHash,
      pre?.name ?? null,
      pre?.listClosesAt ?? null,
      pre?.drawAt ?? null,
      pre?.disputeMinutes ?? null,
    ],
  );
}

export async function drawById(reader: Reader, id: string): Promise<StoredDraw | null> {
  return read(await reader.first<DrawRow>(`select ${COLUMNS} from draw where id = $1`, [id]));
}

/** The main draw of a raffle; null before the raffle is published. */
export async function mainDraw(reader: Reader, raffleId: string): Promise<StoredDraw | null> {
  const row = await reader.first<DrawRow>(
    `select ${COLUMNS} from draw where raffle_id = $1 and ordinal = $2`,
    [raffleId, MAIN_DRAW],
  );
  return read(row);
}

/** All draws of a raffle, the main one first; none before the raffle is published. */
export async function drawsOf(reader: Reader, raffleId: string): Promise<StoredDraw[]> {
  const rows = await reader.rows<DrawRow & Record<string, unknown>>(
    `select ${COLUMNS} from draw where raffle_id = $1 order by ordinal`,
    [raffleId],
  );
  return rows.map(read).filter((draw) => draw !== null);
}

/** Reads a draw and keeps everybody else from carrying it out, or entering results for it, until the transaction ends. */
export async function lockDraw(tx: Transaction, id: string): Promise<StoredDraw | null> {
  // Two statements: what is read after the wait must be what the one before has committed.
  await tx.run('select from draw where id = $1 for no key update', [id]);
  return drawById(tx, id);
}

/** Sets when the list was closed: `date_trunc` of the database's clock, the same for raffle and draw. */
export async function closeDraw(tx: Transaction, id: string, closedAt: Date): Promise<void> {
  await tx.run('update draw set closed_at = $2 where id = $1 and closed_at is null', [id, closedAt]);
}

/** Fixes where the log stood, once: a second attempt at the ledger must commit to the same bytes. */
export async function fixLogHead(tx: Transaction, id: string, logHead: Buffer): Promise<void> {
  await tx.run('update draw set log_head = $2 where id = $1 and log_head is null', [id, logHead]);
}

export async function writePaper(tx: Transaction, id: string, paper: CommittedPaper): Promise<void> {
  await tx.run(
    `update draw set state = 'committed', commitment = $2, commitment_hash = $3, ledger_blob = $4, ledger_leaves = $5 where id = $1`,
    [id, paper.commitment, paper.commitmentHash, paper.ledgerBlob, paper.leaves],
  );
}

export async function setDrawState(tx: Transaction, id: string, state: 'pending' | 'drawn'): Promise<void> {
  await tx.run('update draw set state = $2 where id = $1', [id, state]);
}

function read(row: DrawRow | null): StoredDraw | null {
  if (row === null) return null;
  return {
    id: row.id,
    raffleId: row.raffle_id,
    ordinal: row.ordinal,
    name: row.name,
    fairdrawId: row.fairdraw_id,
    rules: row.rules,
    rulesHash: row.rules_hash,
    state: row.state,
    closedAt: row.closed_at,
    logHead: row.log_head,
    paper: paperOf(row),
  };
}

function paperOf(row: DrawRow): CommittedPaper | null {
  const { commitment, commitment_hash: commitmentHash, ledger_blob: ledgerBlob, ledger_leaves: leaves } = row;
  if (commitment === null) return null;
  invariant(
    commitmentHash !== null && ledgerBlob !== null && leaves !== null,
    'a commitment comes with its hash and ledger',
  );
  return { commitment, commitmentHash, ledgerBlob, leaves };
}
