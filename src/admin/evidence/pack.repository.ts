import type { Reader, Transaction } from '../../platform/index.js';
import type { EvidenceFacts } from './facts.js';

/** Which certificate an evidence file was made for. */
export interface PackKey {
  readonly drawId: string;
  readonly issueNo: number;
}

/** A stored evidence file: where its bytes are, and what makes them again. */
export interface StoredPack extends PackKey {
  readonly raffleId: string;
  readonly facts: EvidenceFacts;
  /** Texts of `acta.pdf.sig` by the draw's ordinal. */
  readonly signatures: Readonly<Record<string, string>>;
  readonly blobId: string;
  readonly sha256: Buffer;
}

const COLUMNS = `draw_id as "drawId", issue_no as "issueNo", raffle_id as "raffleId", facts, signatures, blob_id as "blobId", sha256`;

/** Keeps everybody else from making the same file until the transaction ends. */
export async function lockPack(tx: Transaction, { drawId }: PackKey): Promise<void> {
  await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 24))', [drawId]);
}

export function packOf(reader: Reader, { drawId, issueNo }: PackKey): Promise<StoredPack | null> {
  return reader.first<StoredPack & Record<string, unknown>>(
    `select ${COLUMNS} from evidence_pack where draw_id = $1 and issue_no = $2`,
    [drawId, issueNo],
  );
}

/**
 * The file of a raffle that tells most: every draw the raffle has had stands in it. By how far it read the log, since of two that were
 * made at once the one that ended last may have begun first.
 */
export function latestPack(reader: Reader, raffleId: string): Promise<StoredPack | null> {
  return reader.first<StoredPack & Record<string, unknown>>(
    `select ${COLUMNS} from evidence_pack where raffle_id = $1
     order by (facts -> 'log' ->> 'seq')::int desc, made_at desc limit 1`,
    [raffleId],
  );
}

/** Whether a file has the certificates in force of all draws that are decided; of one that has not, the next is being written. */
export async function isUpToDate(reader: Reader, { raffleId, facts }: StoredPack): Promise<boolean> {
  const decided = await reader.rows<PackKey & Record<string, unknown>>(
    `select d.id as "drawId", max(c.issue_no) as "issueNo" from draw d join certificate c on c.draw_id = d.id
     where d.raffle_id = $1 and d.state = 'drawn' group by d.id`,
    [raffleId],
  );
  return decided.every(({ drawId, issueNo }) =>
    facts.draws.some((told) => told.drawId === drawId && told.issueNo === issueNo),
  );
}

export async function insertPack(tx: Transaction, pack: StoredPack): Promise<void> {
  const { drawId, issueNo, raffleId, facts, signatures, blobId, sha256 } = pack;
  await tx.run(
    `insert into evidence_pack (draw_id, issue_no, raffle_id, facts, signatures, blob_id, sha256)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [drawId, issueNo, raffleId, JSON.stringify(facts), JSON.stringify(signatures), blobId, sha256],
  );
}
