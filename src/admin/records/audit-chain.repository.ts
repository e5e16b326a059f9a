import type { Reader, Transaction } from '../../platform/index.js';
import { appendToAudit, NO_ENTRY, type AuditHead, type AuditRow } from './audit-chain.js';

const PAGE = 1_000;

/** Where the chain of the audit log does not hold: the first entry whose hash is not what it must be. */
export interface AuditCheck {
  readonly entries: number;
  readonly head: AuditHead | null;
  readonly brokenAt: number | null;
}

/** Gives every entry its place in the chain, in the order of commits seen so far. One at a time whatever the number of copies. */
export async function chainAudit(tx: Transaction): Promise<number> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('audit', 11))`);
  const rows = await tx.rows<AuditRow & Record<string, unknown>>(
    `select ${COLUMNS} from audit_entry where seq is null order by audit_entry.id limit $1`,
    [PAGE],
  );
  let head = (await auditHead(tx)) ?? NO_ENTRY;
  const heads = rows.map((row) => (head = appendToAudit(head, row)));
  if (rows.length > 0)
    await tx.run(CHAIN, [
      rows.map(({ id }) => id),
      heads.map(({ seq }) => seq),
      heads.map(({ hash }) => Buffer.from(hash, 'hex')),
    ]);
  return rows.length;
}

/** The last chained entry; null where there is none. */
export async function auditHead(reader: Reader): Promise<AuditHead | null> {
  const row = await reader.first<{ seq: string; hash: Buffer }>(
    'select seq, hash from audit_entry where seq is not null order by seq desc limit 1',
  );
  return row === null ? null : { seq: Number(row.seq), hash: row.hash.toString('hex') };
}

/** Computes the whole chain anew from what stands in the rows. @param seen called with every head on the way */
export async function checkAudit(reader: Reader, seen: (head: AuditHead) => void): Promise<AuditCheck> {
  let head = NO_ENTRY;
  for (;;) {
    const rows = await reader.rows<AuditRow & { seq: string; hash: Buffer } & Record<string, unknown>>(
      `select ${COLUMNS}, seq, hash from audit_entry where seq > $1 order by seq limit $2`,
      [head.seq, PAGE],
    );
    for (const { seq, hash, ...row } of rows) {
      const next = appendToAudit(head, row);
      if (Number(seq) !== next.seq || hash.toString('hex') !== next.hash)
        return { entries: head.seq + 1, head: null, brokenAt: next.seq };
      head = next;
      seen(head);
    }
    if (rows.length < PAGE)
      return { entries: head.seq + 1, head: head.seq < 0 ? null : head, brokenAt: null };
  }
}

const COLUMNS = `id::text as id, actor::text as actor, api_key_id::text as "apiKeyId", action, target_kind as "targetKind",
  target_id as "targetId", detail::text as detail, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`;

const CHAIN = `
  update audit_entry e set seq = c.seq, hash = c.hash
  from unnest($1::bigint[], $2::bigint[], $3::bytea[]) as c(id, seq, hash) where e.id = c.id`;
