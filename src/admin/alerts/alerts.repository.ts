import type { Reader, Transaction } from '../../platform/index.js';
import type { AlertDto } from './alerts.dto.js';

const ALERTS = `
  select id, kind, severity, channel_id as channel, message, times, first_at as "firstAt", last_at as "lastAt",
    acknowledged_at as "acknowledgedAt", acknowledged_by as "acknowledgedBy"
  from alert`;

/** Where a page goes on: after this alert, among the open or the acknowledged ones. */
export interface AlertKey {
  readonly open: boolean;
  readonly id: string;
}

/** Open ones first, the newest first among each. */
export function listAlerts(
  reader: Reader,
  { state, after, limit }: { state: 'open' | 'acknowledged' | null; after: AlertKey | null; limit: number },
): Promise<AlertDto[]> {
  const open = state === null ? null : state === 'open';
  return reader.rows<AlertDto & Record<string, unknown>>(
    `${ALERTS}
     where ($1::boolean is null or (acknowledged_at is null) = $1)
       and ($2::boolean is null or (acknowledged_at is null, id) < ($2, $3::bigint))
     order by (acknowledged_at is null) desc, id desc limit $4`,
    [open, after?.open ?? null, after?.id ?? null, limit + 1],
  );
}

export function alertById(reader: Reader, id: string): Promise<AlertDto | null> {
  return reader.first<AlertDto & Record<string, unknown>>(`${ALERTS} where id = $1`, [id]);
}

/** False where somebody did before, or there is none. */
export async function acknowledge(tx: Transaction, id: string, userId: string): Promise<boolean> {
  const changed = await tx.run(
    'update alert set acknowledged_at = app_now(), acknowledged_by = $2 where id = $1 and acknowledged_at is null',
    [id, userId],
  );
  return changed === 1;
}
