import type { Transaction } from '../../platform/index.js';
import { ORDER_COLUMNS, type OrderRow } from './order-row.js';
import type { OrderOrigin } from './order-view.js';
import type { Sale } from './sale.js';

export interface HoldRequest {
  readonly raffleId: string;
  readonly contactId: string;
  readonly channelId: string | null;
  readonly origin: OrderOrigin;
  readonly numbers: readonly number[];
}

/** A sale with what a new order in it needs. */
export interface EnteredSale extends Sale {
  /** +E.164 if known, else the BSUID. */
  readonly identity: string;
  /** The first of the proposed codes that no order has. */
  readonly code: string;
}

// `(select $3)` hides how long an array is from the planner: seeing it, PostgreSQL takes each call's own plan for cheaper than the
// prepared one and plans anew every time, which was half of what a hold cost.
const ENTER = `
  select r.state, r.sales_close_at <= app_now() as ended, r.sales_close_at - app_now() < interval '15 seconds' as "nearEnd",
    coalesce(l.allowed, r.max_per_person) as max, coalesce(l.allowed - l.taken, r.max_per_person) as "left",
    (select case i.kind when 'wa_id' then '+' || i.value else i.value end from contact_identifier i
     where i.contact_id = $2 order by i.closed_at is null desc, i.kind = 'wa_id' desc, i.id limit 1) as identity,
    (select candidate from unnest((select $4::text[])) candidate
     where (select true from raffle_order other where other.code = candidate limit 1) is null limit 1) as code,
    (select coalesce(json_agg(json_build_object('number', t.number, 'free', t.status = 'free', 'handovers', t.handovers)
       order by t.number), '[]') from ticket t where t.raffle_id = $1 and t.number = any((select $3::int[])::int[])) as tickets
  from raffle r cross join lateral pg_advisory_xact_lock_shared(raffle_lock_key(r.id))
    left join purchase_limit l on l.raffle_id = r.id and l.contact_id = $2
  where r.id = $1`;

/**
 * Shares the raffle with the other sales and looks around, locking nothing else. What it saw may have changed by the time the lock
 * was given; the hold itself looks again. Null if there is no such raffle.
 */
export async function enterSale(
  tx: Transaction,
  request: HoldRequest,
  codes: readonly string[],
): Promise<EnteredSale | null> {
  const { raffleId, contactId, numbers } = request;
  return tx.first<EnteredSale>(ENTER, [raffleId, contactId, numbers, codes]);
}

/**
 * The whole hold in one statement: all numbers are free, as seen and ours to lock, and the person's limit allows them; then order,
 * numbers and event are written, else nothing is. Locks in the order of the law: tickets by number, then the limit row. A free
 * number is one without order: said so, the primary key finds it, while `status = 'free'` led a planner without statistics to
 * walk through all free numbers of a raffle that has just opened.
 */
const placeHold = (whenLocked: 'skip locked' | ''): string => `
  with terms as (
    select r.currency, r.max_per_person, r.price_minor * cardinality($2::int[]) as amount_minor,
      least(app_now() + make_interval(mins => r.hold_minutes), r.sales_close_at) as deadline_at
    from raffle r where r.id = $1 and r.state = 'open' and r.sales_close_at > app_now()),
  free_number as (
    select number from ticket
    where raffle_id = $1 and number = any((select $2::int[])::int[]) and order_id is null
      and handovers = ($3::int[])[array_position($2::int[], number)] and exists (select from terms)
    order by number for no key update ${whenLocked}),
  allowance as (
    insert into purchase_limit as l (raffle_id, contact_id, taken, allowed)
    select $1, $4, cardinality($2::int[]), greatest(max_per_person, cardinality($2::int[])) from terms
    where (select count(*) from free_number) = cardinality($2::int[])
    on conflict (raffle_id, contact_id) do update set taken = l.taken + excluded.taken
    where l.taken + excluded.taken <= l.allowed
    returning l.contact_id),
  placed as (
    insert into raffle_order as o (id, code, raffle_id, channel_id, contact_id, origin, state, numbers, amount_minor, currency,
      identity, rules_hash, deadline_at)
    select $5, $6, $1, $7, $4, $8, 'held', $2::int[], terms.amount_minor, terms.currency, $9,
      (select d.rules_hash from draw d where d.raffle_id = $1 and d.ordinal = 1), terms.deadline_at
    from terms, allowance
    returning ${ORDER_COLUMNS}),
  handed as (
    update ticket t set status = 'held', order_id = placed.id, handovers = t.handovers + 1
    from placed where t.raffle_id = $1 and t.number = any((select $2::int[])::int[]) and t.order_id is null),
  logged as (
    insert into raffle_event (raffle_id, event, data) select $1, 'ticket.reserved', $10::jsonb from placed)
  select array(select number from free_number) as free, placed.* from (select) as one left join placed on true`;

const PLACE_SKIPPING = placeHold('skip locked');
const PLACE_WAITING = placeHold('');

export interface NewHold {
  readonly id: string;
  readonly sale: EnteredSale;
  /** What the public log will say. */
  readonly event: object;
  /** Wait for row locks, which only a transaction that holds no others may do. */
  readonly wait: boolean;
}

/** @returns the order, or which of the numbers were free and are locked by us now, for nothing */
export async function place(
  tx: Transaction,
  request: HoldRequest,
  hold: NewHold,
): Promise<{ readonly order: OrderRow } | { readonly free: readonly number[] }> {
  const { raffleId, contactId, channelId, origin } = request;
  const { tickets, code, identity } = hold.sale;
  const numbers = tickets.map(({ number }) => number);
  const handovers = tickets.map((ticket) => ticket.handovers);
  const row = await tx.first<{ free: number[] } & ({ id: null } | OrderRow)>(
    hold.wait ? PLACE_WAITING : PLACE_SKIPPING,
    [
      raffleId,
      numbers,
      handovers,
      contactId,
      hold.id,
      code,
      channelId,
      origin,
      identity,
      JSON.stringify(hold.event),
    ],
  );
  if (row === null || row.id === null) return { free: row?.free ?? [] };
  const { free: _free, ...order } = row;
  return { order };
}
