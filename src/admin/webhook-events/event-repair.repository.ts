import { DASHBOARD_TEST, type Reader, type Transaction } from '../../platform/index.js';
import { replayRefusal, type Replayable, type ReplayRefusal } from './replay.js';
import type { TestCountDto } from './webhook-events.dto.js';

interface RepairRow extends Replayable {
  readonly laneId: string | null;
}

/** An update is worked on again from the start. @returns null where it will be; 'unknown' where there is none */
export async function replayEvent(tx: Transaction, id: string): Promise<ReplayRefusal | 'unknown' | null> {
  const row = await tx.first<RepairRow & Record<string, unknown>>(LOCK, [id]);
  if (row === null) return 'unknown';
  const refusal = replayRefusal(row);
  if (refusal !== null) return refusal;
  await tx.run(
    `update inbox set state = 'pending', tries = 0, not_before = null, fault = null, done_at = null where id = $1`,
    [id],
  );
  if (row.laneId !== null) await tx.run('insert into inbox_wakeup (lane_id) values ($1)', [row.laneId]);
  return null;
}

/** The body stays until this commits: who prunes passes over what somebody holds. */
const LOCK = `
  with event as (select * from inbox where id = $1 and kind <> 'news' for update)
  select e.kind, e.state, e.lane_id as "laneId", l.id is not null as "hasLane", d.id is not null as "hasBody"
  from event e left join inbox_lane l on l.id = e.lane_id
  left join lateral (select id from webhook_delivery where id = e.delivery_id for key share) d on true`;

/** A parked update is given up for good; false if it is not parked. */
export async function skipEvent(tx: Transaction, id: string): Promise<boolean> {
  const changed = await tx.run(
    `update inbox set state = 'skipped', done_at = app_now() where id = $1 and state = 'parked' and kind <> 'news'`,
    [id],
  );
  return changed === 1;
}

/** What the dashboard's Test button sent, by field. */
export function countTests(reader: Reader): Promise<TestCountDto[]> {
  return reader.rows<TestCountDto & Record<string, unknown>>(
    `select i.field, sum(coalesce(k.seen, 1))::int as times, min(i.received_at) as first, max(i.received_at) as last
     from inbox i left join inbox_key k on k.key = i.key
     where i.state = 'ignored' and i.fault = $1 and i.kind <> 'news' group by i.field order by i.field`,
    [DASHBOARD_TEST],
  );
}
