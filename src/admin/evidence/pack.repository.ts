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

/** The newest file of a raffle: every draw it has had stands in it. */
export function latestPack(reader: Reader, raffleId: string): Promise<StoredPack | null> {
  return reader.first<StoredPack & Record<string, unknown>>(
    `select ${COLUMNS} from evidence_pack where raffle_id = $1 order by made_at desc, issue_no desc limit 1`,
    [raffleId],
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
