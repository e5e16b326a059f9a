import type { Transaction } from '../database/index.js';
import type { AuditEntry } from './audit-events.js';

/** Who did it: a person, perhaps by a key; nobody where the service did it by itself. */
export interface AuditActor {
  readonly userId: string;
  /** Null for the key of the environment. */
  readonly apiKeyId: string | null;
}

/** Writes down what was done, with its effect or not at all. It is chained within a second. */
export async function writeAudit(
  tx: Transaction,
  actor: AuditActor | null,
  entry: AuditEntry,
): Promise<void> {
  await tx.run(
    `insert into audit_entry (actor, api_key_id, action, target_kind, target_id, detail) values ($1, $2, $3, $4, $5, $6)`,
    [
      actor?.userId ?? null,
      actor?.apiKeyId ?? null,
      entry.action,
      entry.targetKind,
      entry.targetId,
      JSON.stringify(entry.detail ?? {}),
    ],
  );
}
