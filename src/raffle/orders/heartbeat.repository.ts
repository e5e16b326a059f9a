import type { Reader, Transaction } from '../../platform/index.js';

/** A gap in the heartbeat whose time is still to be given back. */
export interface Outage {
  readonly id: string;
  readonly beganAt: Date;
  readonly endedAt: Date;
}

/** Says that the service lives; a gap of more than two minutes since it last did so is kept as an outage. */
export async function recordBeat(tx: Transaction): Promise<void> {
  await tx.run(
    `insert into outage (began_at, ended_at)
     select beat_at, app_now() from (select beat_at from heartbeat where id = 1 for no key update) last
     where app_now() - beat_at > interval '2 minutes'`,
  );
  await tx.run(
    `insert into heartbeat (id, beat_at) values (1, app_now()) on conflict (id) do update set beat_at = excluded.beat_at`,
  );
}

/** Oldest first. */
export async function unsettledOutages(reader: Reader): Promise<Outage[]> {
  return reader.rows<Outage & { id: string }>(
    'select id, began_at as "beganAt", ended_at as "endedAt" from outage where settled_at is null order by id',
  );
}

export async function rafflesWithOpenHolds(reader: Reader): Promise<string[]> {
  const rows = await reader.rows<{ id: string }>(
    `select r.id from raffle r where exists (
       select from raffle_order o where o.raffle_id = r.id and o.state in ('held', 'rejected') and o.has_numbers)`,
  );
  return rows.map(({ id }) => id);
}

/**
 * Gives the raffle's open holds the outage and 15 minutes on top, once; a clock that already stood in a pause needs nothing.
 * Needs the raffle alone. @returns the orders that have more time now
 */
export async function extendHolds(
  tx: Transaction,
  outage: Outage,
  raffleId: string,
): Promise<{ id: string; contactId: string }[]> {
  const first = await tx.run(
    'insert into outage_extension (outage_id, raffle_id) values ($1, $2) on conflict do nothing',
    [outage.id, raffleId],
  );
  if (first === 0) return [];
  return tx.rows<{ id: string; contactId: string }>(
    `update raffle_order o set deadline_at = o.deadline_at + (a.ended_at - a.began_at) + interval '15 minutes'
     from raffle r, outage a
     where r.id = $2 and a.id = $1 and (r.paused_at is null or r.paused_at > a.began_at)
       and o.raffle_id = r.id and o.state in ('held', 'rejected') and o.has_numbers and o.created_at < a.ended_at
     returning o.id, o.contact_id as "contactId"`,
    [outage.id, raffleId],
  );
}

/** True for the one who settled it. */
export async function markSettled(tx: Transaction, outageId: string): Promise<boolean> {
  const settled = 'update outage set settled_at = app_now() where id = $1 and settled_at is null';
  return (await tx.run(settled, [outageId])) === 1;
}
