import type { Reader, Transaction } from '../../platform/index.js';

/** A published certificate: the exact bytes that were signed. */
export interface StoredCertificate {
  readonly issueNo: number;
  /** Canonical JSON. */
  readonly bytes: Buffer;
  readonly hash: Buffer;
  readonly issuedAt: Date;
}

const COLUMNS = 'issue_no as "issueNo", bytes, cert_hash as hash, issued_at as "issuedAt"';

export async function insertCertificate(
  tx: Transaction,
  drawId: string,
  certificate: StoredCertificate,
): Promise<void> {
  const { issueNo, bytes, hash, issuedAt } = certificate;
  await tx.run(
    'insert into certificate (draw_id, issue_no, bytes, cert_hash, issued_at) values ($1, $2, $3, $4, $5)',
    [drawId, issueNo, bytes, hash, issuedAt],
  );
}

/** The certificate of one issue. */
export async function certificateOf(
  reader: Reader,
  drawId: string,
  issueNo: number,
): Promise<StoredCertificate | null> {
  return reader.first<StoredCertificate>(
    `select ${COLUMNS} from certificate where draw_id = $1 and issue_no = $2`,
    [drawId, issueNo],
  );
}

export async function latestCertificate(reader: Reader, drawId: string): Promise<StoredCertificate | null> {
  return reader.first<StoredCertificate>(
    `select ${COLUMNS} from certificate where draw_id = $1 order by issue_no desc limit 1`,
    [drawId],
  );
}

/** All issues of a draw, oldest first, without their bytes. */
export async function issuesOf(reader: Reader, drawId: string): Promise<Omit<StoredCertificate, 'bytes'>[]> {
  return reader.rows<Omit<StoredCertificate, 'bytes'>>(
    `select issue_no as "issueNo", cert_hash as hash, issued_at as "issuedAt"
     from certificate where draw_id = $1 order by issue_no`,
    [drawId],
  );
}
