import type { Reader, Transaction } from '../../platform/index.js';
import type { OrderRow } from './order-row.js';

/** An order whose time is over; this transaction has locked it and its person's limit. */
export type DueOrder = Pick<OrderRow, 'id' | 'raffleId' | 'contactId' | 'numbers' | 'hasNumbers'>;

const DUE = `o.state in ('held', 'rejected') and o.deadline_at < app_now() - interval '2 minutes'`;

/** Raffles that somebody has alone (to close, resume, freeze) are left for the next round. */
const SHARE_DUE_RAFFLES = `
  select due.raffle_id as id from (select distinct o.raffle_id from raffle_order o where ${DUE}) due
  where pg_try_advisory_xact_lock_shared(raffle_lock_key(due.raffle_id))`;

const LOCK_DUE = `
  select o.id, o.raffle_id as "raffleId", o.contact_id as "contactId", o.numbers, o.has_numbers as "hasNumbers"
  from raffle_order o
    join raffle r on r.id = o.raffle_id
    join purchase_limit l on l.raffle_id = o.raffle_id and l.contact_id = o.contact_id
  where ${DUE} and o.raffle_id = any($1::uuid[]) and r.state <> 'paused'
    and (not o.has_numbers or r.state not in ('frozen', 'drawn', 'settled'))
    and not exists (select from inbox i where i.lane_id = o.contact_id and i.state = 'pending' and i.kind = 'message')
  order by o.deadline_at limit $2
  for no key update of o, l skip locked`;

/**
 * Locks up to `limit` orders that ran out more than two minutes ago, without waiting for anything. Not those of paused raffles,
 * nor of people whose mail we have not read: a receipt may be in it.
 */
export async function lockDueOrders(tx: Transaction, limit: number): Promise<DueOrder[]> {
  const raffles = await tx.rows<{ id: string }>(SHARE_DUE_RAFFLES);
  if (raffles.length === 0) return [];
  return tx.rows<DueOrder>(LOCK_DUE, [raffles.map(({ id }) => id), limit]);
}

/** True if some node was alive within two minutes and every outage has been made good. */
export async function serviceIsAlive(reader: Reader): Promise<boolean> {
  const row = await reader.first(
    `select from heartbeat where id = 1 and beat_at > app_now() - interval '2 minutes'
       and not exists (select from outage where settled_at is null)`,
  );
  return row !== null;
}
