import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/index.js';
import { FIRST_DAILY_LIMIT } from './daily-limit.js';

/**
 * Meta's messaging limit (page "Messaging limits"): unique people a portfolio writes to outside the 24-hour window, in a moving
 * 24 hours. Everybody counts from the last time on.
 */
@Injectable()
export class Recipients {
  /** Counts the people, as far as the limit allows, in their order. @returns whom the portfolio may write to now */
  async take(tx: Transaction, portfolioId: string, contactIds: readonly string[]): Promise<Set<string>> {
    if (contactIds.length === 0) return new Set();
    await tx.rows(LOCK, [portfolioId]); // several numbers share the portfolio
    const rows = await tx.rows<{ contact_id: string }>(TAKE, [portfolioId, [...new Set(contactIds)]]);
    return new Set(rows.map((row) => row.contact_id));
  }

  /** Forgets whom nobody counts any more. */
  async prune(tx: Transaction): Promise<void> {
    await tx.run(`delete from recipient where slot < (select app_now()) - interval '2 days'`);
    await tx.run(`delete from recipient_count where slot < (select app_now()) - interval '2 days'`);
  }
}

const LOCK = `select pg_advisory_xact_lock(hashtextextended('recipients ' || $1, 0))`;

/** People counted in the last 24 hours, to the slot: up to five minutes longer than Meta. `p` is the portfolio. */
export const USED_RECIPIENTS = `
  (select coalesce(sum(n.recipients), 0) from recipient_count n
   where n.portfolio_id = p.id and n.slot > (select app_now()) - interval '24 hours 5 minutes')`;

export const DAILY_RECIPIENTS = `coalesce(p.daily_recipients, ${FIRST_DAILY_LIMIT})`;

const TAKE = `
  with k as materialized (
    select now, date_bin('5 minutes', now, '2000-01-01') as slot from (select app_now() as now) n),
  asked as (
    select a.contact_id, a.n, r.slot from unnest($2::uuid[]) with ordinality as a(contact_id, n)
    cross join k
    left join recipient r on r.portfolio_id = $1 and r.contact_id = a.contact_id and r.slot > k.now - interval '24 hours 5 minutes'),
  numbered as (
    select *, count(*) filter (where slot is null) over (order by n) as fresh from asked),
  allowed as (
    select a.contact_id, a.slot as before from numbered a, portfolio p
    where p.id = $1 and (a.slot is not null or a.fresh <= ${DAILY_RECIPIENTS} - ${USED_RECIPIENTS})),
  put as (
    insert into recipient (portfolio_id, contact_id, slot) select $1, contact_id, k.slot from allowed, k
    on conflict (portfolio_id, contact_id) do update set slot = excluded.slot),
  less as (
    update recipient_count c set recipients = c.recipients - m.moved
    from (select before, count(*)::int as moved from allowed, k where before <> k.slot group by before) m
    where c.portfolio_id = $1 and c.slot = m.before),
  more as (
    insert into recipient_count as c (portfolio_id, slot, recipients)
    select $1, k.slot, count(*)::int from allowed, k where before is distinct from k.slot group by k.slot
    on conflict (portfolio_id, slot) do update set recipients = c.recipients + excluded.recipients)
  select contact_id from allowed`;
