import type { Reader, Transaction } from '../../platform/index.js';
import type { RaffleState } from '../catalogue/index.js';
import type { HandedNumber } from '../tickets/index.js';
import { ORDER_COLUMNS, type OrderRow } from './order-row.js';
import type { OrderOrigin } from './order-view.js';

export interface HoldRequest {
  readonly raffleId: string;
  readonly contactId: string;
  readonly channelId: string | null;
  readonly origin: OrderOrigin;
  /** Ascending, without repeats. */
  readonly numbers: readonly number[];
}

/** What one try gave: the order with its numbers, or the asked numbers that were free and not locked. */
export type HoldAttempt =
  | { readonly order: OrderRow; readonly handed: readonly HandedNumber[] }
  | { readonly order: null; readonly free: readonly number[] };

/**
 * The whole hold in one statement: all numbers are free and ours to lock, the person's limit allows them, then order and numbers
 * are written; else nothing is. Locks in the order of the law: tickets by number, then the limit row. A free number is one
 * without order: said so, the primary key finds it, while `status = 'free'` led a planner without statistics to walk through all
 * free numbers of a raffle that has just opened.
 */
const holdStatement = (whenLocked: 'skip locked' | ''): string => `
  with terms as (
    select r.id, r.max_per_person, r.currency, r.price_minor * cardinality($2::int[]) as amount_minor,
      least(app_now() + make_interval(mins => r.hold_minutes), r.sales_close_at) as deadline_at
    from raffle r where r.id = $1 and r.state = 'open' and r.sales_close_at > app_now()),
  free_number as (
    select number from ticket
    where raffle_id = $1 and number = any($2::int[]) and order_id is null and exists (select from terms)
    order by number for no key update ${whenLocked}),
  allowance as (
    insert into purchase_limit as l (raffle_id, contact_id, taken, allowed)
    select terms.id, $3, cardinality($2::int[]), greatest(terms.max_per_person, cardinality($2::int[])) from terms
    where (select count(*) from free_number) = cardinality($2::int[]) and cardinality($2::int[]) <= 1000
      and (cardinality($2::int[]) <= terms.max_per_person
        or exists (select from purchase_limit where raffle_id = $1 and contact_id = $3))
    on conflict (raffle_id, contact_id) do update set taken = l.taken + excluded.taken
    where l.taken + excluded.taken <= l.allowed
    returning l.contact_id),
  placed as (
    insert into raffle_order as o (id, code, raffle_id, channel_id, contact_id, origin, state, numbers, amount_minor, currency,
      identity, rules_hash, deadline_at)
    select $6, (select candidate from unnest($7::text[]) candidate
        where (select true from raffle_order other where other.code = candidate limit 1) is null limit 1),
      terms.id, $4, allowance.contact_id, $5, 'held', $2::int[], terms.amount_minor, terms.currency,
      (select case i.kind when 'wa_id' then '+' || i.value else i.value end from contact_identifier i
       where i.contact_id = $3 order by i.closed_at is null desc, i.kind = 'wa_id' desc, i.id limit 1),
      (select d.rules_hash from draw d where d.raffle_id = $1 and d.ordinal = 1), terms.deadline_at
    from terms, allowance
    returning ${ORDER_COLUMNS}),
  handed as (
    update ticket t set status = 'held', order_id = placed.id, handovers = t.handovers + 1
    from placed where t.raffle_id = $1 and t.number = any($2::int[]) and t.order_id is null
    returning t.number, t.handovers)
  select asked.free, asked.handed, placed.*
  from (select array(select number from free_number) as free,
    (select json_agg(json_build_object('number', number, 'handovers', handovers) order by number) from handed) as handed) asked
  left join placed on true`;

const HOLD_SKIPPING = holdStatement('skip locked');
const HOLD_WAITING = holdStatement('');

/** Tries to hold all numbers. `wait` = wait for row locks, which only a transaction that holds no others may do. */
export async function tryHold(
  tx: Transaction,
  request: HoldRequest,
  order: { readonly id: string; readonly codes: readonly string[] },
  wait: boolean,
): Promise<HoldAttempt> {
  const { raffleId, numbers, contactId, channelId, origin } = request;
  const row = await tx.first<{ free: number[]; handed: HandedNumber[] | null } & ({ id: null } | OrderRow)>(
    wait ? HOLD_WAITING : HOLD_SKIPPING,
    [raffleId, numbers, contactId, channelId, origin, order.id, order.codes],
  );
  if (row === null || row.id === null) return { order: null, free: row?.free ?? [] };
  const { free: _free, handed, ...placed } = row;
  return { order: placed, handed: handed ?? [] };
}

/** Shares the raffle with the other sales. `nearEnd`: the sale ends within seconds. Null if there is no such raffle. */
export async function enterSale(
  tx: Transaction,
  raffleId: string,
): Promise<{ readonly nearEnd: boolean } | null> {
  return tx.first<{ nearEnd: boolean }>(
    `select r.sales_close_at - app_now() < interval '15 seconds' as "nearEnd"
     from raffle r cross join lateral pg_advisory_xact_lock_shared(raffle_lock_key(r.id)) where r.id = $1`,
    [raffleId],
  );
}

/** Why a hold may not have been possible. */
export interface SaleFacts {
  readonly state: RaffleState;
  readonly ended: boolean;
  readonly max: number;
  /** Numbers this person may still take. */
  readonly left: number;
  /** The asked numbers the raffle has, and whether each is free now. */
  readonly tickets: readonly { readonly number: number; readonly free: boolean }[];
}

export async function readSaleFacts(reader: Reader, request: HoldRequest): Promise<SaleFacts | null> {
  return reader.first<{
    state: RaffleState;
    ended: boolean;
    max: number;
    left: number;
    tickets: { number: number; free: boolean }[];
  }>(
    `select r.state, r.sales_close_at <= app_now() as ended, coalesce(l.allowed, r.max_per_person) as max,
       coalesce(l.allowed - l.taken, r.max_per_person) as "left",
       (select coalesce(json_agg(json_build_object('number', t.number, 'free', t.status = 'free') order by t.number), '[]')
        from ticket t where t.raffle_id = r.id and t.number = any($3::int[])) as tickets
     from raffle r left join purchase_limit l on l.raffle_id = r.id and l.contact_id = $2
     where r.id = $1`,
    [request.raffleId, request.contactId, request.numbers],
  );
}
