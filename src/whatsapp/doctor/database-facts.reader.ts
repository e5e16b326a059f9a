import type { Reader } from '../../platform/index.js';
import type { DatabaseFacts } from './facts.js';

interface Row {
  now: Date;
  tests: number;
  real: number;
  median: number | null;
  p95: number | null;
  oldest_pending: number | null;
  payment_refusals: number;
}

/** What the database knows of the last days, by the newest rows only: the doctor must cost nothing at any size. */
export async function readDatabaseFacts(reader: Reader): Promise<DatabaseFacts> {
  const row = (await reader.first<Row>(FACTS))!;
  return {
    now: row.now,
    tests: row.tests,
    real: row.real,
    deliveryMedian: row.median,
    deliveryP95: row.p95,
    oldestPending: row.oldest_pending,
    paymentRefusals: row.payment_refusals,
  };
}

const FACTS = `
  with recent as (
    select kind, state, fault, meta_at, received_at from inbox
    where kind <> 'news' and id > coalesce((select max(id) from inbox), 0) - 20000 and received_at > app_now() - interval '7 days'
  ), lag as (
    select greatest(0, extract(epoch from received_at - meta_at)) as seconds from recent
    where kind = 'message' and state <> 'ignored' and meta_at is not null and received_at > app_now() - interval '24 hours'
  )
  select app_now() as now,
    (select count(*)::int from recent where state = 'ignored' and fault = 'a test of the dashboard') as tests,
    (select count(*)::int from recent where state not in ('ignored', 'unreadable')) as real,
    (select percentile_cont(0.5) within group (order by seconds)::float8 from lag) as median,
    (select percentile_cont(0.95) within group (order by seconds)::float8 from lag) as p95,
    (select extract(epoch from app_now() - min(received_at))::float8 from inbox
     where state = 'pending' and coalesce(not_before, received_at) <= app_now()) as oldest_pending,
    (select count(*)::int from outbox
     where seq > coalesce((select max(seq) from outbox), 0) - 20000 and error_code in (131042, 131044)
       and created_at > app_now() - interval '7 days') as payment_refusals`;
