import type { Reader, Transaction } from '../../platform/index.js';

/** When the service last lived, and whether that is an outage; null before its first start. Others wait until this transaction ends. */
export async function lastBeat(
  tx: Transaction,
): Promise<{ readonly at: Date; readonly outage: boolean } | null> {
  return tx.first<{ at: Date; outage: boolean }>(
    `select beat_at as at, app_now() - beat_at > interval '2 minutes' as outage from heartbeat where id = 1 for no key update`,
  );
}

export async function beat(tx: Transaction): Promise<void> {
  await tx.run(
    `insert into heartbeat (id, beat_at) values (1, app_now()) on conflict (id) do update set beat_at = excluded.beat_at`,
  );
}

/** In one order for everybody who locks several. A paused raffle's clock stands anyway. */
export async function rafflesWithOpenHolds(reader: Reader): Promise<string[]> {
  const rows = await reader.rows<{ id: string }>(
    `select r.id from raffle r where r.state <> 'paused' and exists (
       select from raffle_order o where o.raffle_id = r.id and o.state in ('held', 'rejected') and o.has_numbers)
     order by r.id`,
  );
  return rows.map(({ id }) => id);
}

/** Needs these raffles alone. @returns the orders that have more time now */
export async function extendOpenHolds(
  tx: Transaction,
  raffleIds: readonly string[],
  lastAt: Date,
): Promise<{ id: string; contactId: string }[]> {
  return tx.rows<{ id: string; contactId: string }>(
    `update raffle_order o set deadline_at = o.deadline_at + (app_now() - $2) + interval '15 minutes'
     from raffle r
     where r.id = any($1::uuid[]) and r.state <> 'paused'
       and o.raffle_id = r.id and o.state in ('held', 'rejected') and o.has_numbers
     returning o.id, o.contact_id as "contactId"`,
    [raffleIds, lastAt],
  );
}
