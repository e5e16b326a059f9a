import type { Reader, Transaction } from '../../platform/index.js';

/** The last entry of a chain on a day. `subject`: `audit`, or a raffle's id. Hash in hexadecimal. */
export interface NotedHead {
  readonly subject: string;
  readonly day: string;
  readonly seq: string;
  readonly hash: string;
}

/** Notes today's heads (UTC) of chains that grew since they were last noted. @returns those noted just now */
export function noteHeads(tx: Transaction): Promise<NotedHead[]> {
  return tx.rows<NotedHead & Record<string, unknown>>(NOTE);
}

/** All heads ever noted, oldest first. */
export function notedHeads(reader: Reader): Promise<NotedHead[]> {
  return reader.rows<NotedHead & Record<string, unknown>>(
    `select subject, day::text as day, seq::text as seq, encode(hash, 'hex') as hash from log_head order by day, subject`,
  );
}

const NOTE = `
  with today as materialized (select (app_now() at time zone 'UTC')::date as day),
  head as (
    (select 'audit' as subject, seq, hash from audit_entry where seq is not null order by seq desc limit 1)
    union all
    select r.id::text, e.seq, e.hash from raffle r cross join lateral (
      select seq, hash from raffle_event where raffle_id = r.id and seq is not null order by seq desc limit 1) e)
  insert into log_head (subject, day, seq, hash)
  select h.subject, today.day, h.seq, h.hash from head h cross join today
  where not exists (select from log_head l where l.subject = h.subject and (l.day = today.day or l.seq >= h.seq))
  on conflict do nothing
  returning subject, day::text as day, seq::text as seq, encode(hash, 'hex') as hash`;
