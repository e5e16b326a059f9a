import { invariant } from '../../kernel/index.js';
import type { Reader } from '../../platform/index.js';
import { countEntries } from './entry-list.repository.js';
import type { Books } from './reconciliation.js';

/** An order that keeps a raffle from being reconciled. */
export interface OpenOrder {
  readonly id: string;
  readonly code: string;
  readonly state: 'held' | 'in_review' | 'rejected';
  readonly numbers: number;
  readonly deadlineAt: Date | null;
}

const LISTED = 100;

export interface OpenOrders {
  readonly orders: readonly OpenOrder[];
  readonly total: number;
}

const OPEN_ORDERS = `
  select id, code, state, cardinality(numbers) as numbers, deadline_at as "deadlineAt", (count(*) over ())::int as total
  from raffle_order where raffle_id = $1`;

const LONGEST_LAST = 'order by deadline_at nulls last, created_at limit $2';

/** Orders still undecided, those that will stay longest last, with how many there are in all. */
export async function openOrders(reader: Reader, raffleId: string): Promise<OpenOrders> {
  const sql = `${OPEN_ORDERS} and state in ('held', 'in_review', 'rejected') ${LONGEST_LAST}`;
  return counted(await reader.rows<CountedOrder>(sql, [raffleId, LISTED]));
}

/**
 * Orders whose receipt came by `closesAt` and waits for a person, or may have come: the buyer wrote by then, and nobody has read it yet.
 */
export async function ordersUndecidedAt(
  reader: Reader,
  raffleId: string,
  closesAt: Date,
): Promise<OpenOrders> {
  const sql = `${OPEN_ORDERS} and (state = 'in_review' and receipt_at <= $3 or state in ('held', 'rejected') and exists (
    select from inbox i where i.lane_id = raffle_order.contact_id and i.state = 'pending' and i.kind = 'message' and i.meta_at <= $3)) ${LONGEST_LAST}`;
  return counted(await reader.rows<CountedOrder>(sql, [raffleId, LISTED, closesAt]));
}

type CountedOrder = OpenOrder & { total: number };

function counted(rows: readonly CountedOrder[]): OpenOrders {
  return {
    orders: rows.map(({ total: _total, ...order }) => order),
    total: rows[0]?.total ?? 0,
  };
}

const STATUSES = `
  select (select emission from raffle where id = $1) as emission,
    count(*) filter (where status = 'free')::int as free, count(*) filter (where status = 'held')::int as held,
    count(*) filter (where status = 'in_review')::int as in_review, count(*) filter (where status = 'paid')::int as paid,
    count(*) filter (where status = 'void')::int as void
  from ticket where raffle_id = $1`;

const PAID_ORDERS = `
  select coalesce(sum(cardinality(numbers)), 0)::int as numbers, coalesce(sum(amount_minor), 0) as amount
  from raffle_order where raffle_id = $1 and state = 'paid'`;

const MISPLACED = `
  select count(*)::int as numbers from ticket t left join raffle_order o on o.id = t.order_id and o.raffle_id = t.raffle_id
  where t.raffle_id = $1 and t.status <> 'free' and (
    o.id is null or t.number <> all (o.numbers) or o.state <> all (case t.status
      when 'held' then array['held', 'rejected'] when 'in_review' then array['in_review']
      when 'paid' then array['paid'] else array['refund_owed', 'refunded'] end))`;

const SALES = `
  select coalesce(-sum(l.amount_minor), 0) as amount
  from journal_entry e join journal_line l on l.entry_id = e.id where e.raffle_id = $1 and l.account = 'sales'`;

/** Voiding takes back what paying logged. */
const LOGGED = `
  select coalesce(sum(jsonb_array_length(data -> 'numbers') * case event when 'ticket.paid' then 1 else -1 end), 0)::int as numbers
  from raffle_event where raffle_id = $1 and event in ('ticket.paid', 'ticket.voided')`;

/** Counts every book of the raffle. Amounts beyond 2^53 cannot arise: an order stays below, and so does a whole raffle's price. */
export async function readBooks(reader: Reader, raffleId: string): Promise<Books> {
  const by = [raffleId];
  const numbers = await reader.first<Books['statuses'] & { emission: number }>(STATUSES, by);
  const orders = await reader.first<{ numbers: number; amount: string }>(PAID_ORDERS, by);
  const misplaced = await reader.first<{ numbers: number }>(MISPLACED, by);
  const sales = await reader.first<{ amount: string }>(SALES, by);
  const log = await reader.first<{ numbers: number }>(LOGGED, by);
  invariant(numbers && orders && misplaced && sales && log, 'an aggregate has one row');
  const { emission, ...statuses } = numbers;
  return {
    emission,
    statuses,
    paidOrderNumbers: orders.numbers,
    misplacedNumbers: misplaced.numbers,
    paidOrderAmount: Number(orders.amount),
    journalSales: Number(sales.amount),
    loggedNumbers: log.numbers,
    entries: await countEntries(reader, raffleId),
  };
}
