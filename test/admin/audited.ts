import { AUDIT_EVENTS, type AuditAction } from '../../src/platform/index.js';
import type { AdminApp } from './app.js';

/** What no single request of an organiser brings about. */
export const BY_ITSELF = [
  'access.refused',
  'contact.merged',
  'order.refund_owed',
  'order.refunded',
  'order.voided',
  'payment.refund_owed',
  'raffle.keys_destroyed',
  'service.outage',
  'user.updated',
] as const satisfies readonly AuditAction[];

export const BY_REQUEST = Object.keys(AUDIT_EVENTS).filter(
  (action) => !BY_ITSELF.some((other) => other === action),
);

export interface Entry {
  id: string;
  actor: string | null;
  action: string;
  targetId: string;
  detail: Record<string, unknown>;
}

/** The entries after one, oldest first. */
export function entriesAfter(app: AdminApp, id = '0'): Promise<Entry[]> {
  return app.database.rows<Entry & Record<string, unknown>>(
    `select id, actor, action, target_id as "targetId", detail from audit_entry where id > $1 order by id`,
    [id],
  );
}

/** Entries with this action, oldest first. */
export async function entriesOf(app: AdminApp, action: AuditAction): Promise<Entry[]> {
  return (await entriesAfter(app)).filter((entry) => entry.action === action);
}
