import { canonicalize, VERSION, type LogEvent } from '../../fair-draw/index.js';
import type { Reader } from '../../platform/index.js';
import { fairdrawId } from '../../raffle/index.js';
import { SaleBook } from './sale-book.js';
import type { EvidenceFacts } from './facts.js';
import type { JournalRow } from './totals.js';

const PAGE = 2_000;
const NO_HASH = '0'.repeat(64);

interface EventRow {
  readonly seq: number;
  readonly event: LogEvent;
  readonly data: { readonly numbers?: readonly number[] };
  readonly at: string;
  readonly hash: Buffer;
}

/** The raffle's log as B10 writes it, one canonical entry a line, up to the head the facts name. */
export async function* logLines(reader: Reader, { raffle, log }: EvidenceFacts): AsyncGenerator<Buffer> {
  let prev = NO_HASH;
  for await (const rows of logPages(reader, raffle.id, log.seq)) {
    const lines = rows.map(({ seq, event, data, at, hash }) => {
      const entry = {
        v: VERSION,
        type: 'log',
        raffle_id: fairdrawId(raffle.id),
        seq,
        at,
        event,
        data,
        prev,
      };
      prev = hash.toString('hex');
      return `${canonicalize(entry)}\n`;
    });
    yield Buffer.from(lines.join(''), 'utf8');
  }
}

/** The sale as it stood at entry `seq` of the log. */
export async function saleAt(reader: Reader, facts: EvidenceFacts, seq: number): Promise<SaleBook> {
  const { id, firstNumber, emission } = facts.raffle;
  const sale = new SaleBook(firstNumber, emission);
  for await (const rows of logPages(reader, id, seq)) {
    for (const { data, ...row } of rows) sale.follow({ ...row, numbers: data.numbers ?? [] });
  }
  for await (const orders of paidOrders(reader, id)) {
    for (const { amount, ...order } of orders) sale.enter({ ...order, amountMinor: Number(amount) });
  }
  return sale;
}

/** Every entry of the money journal about orders that count in this sale, in the order it was written. */
export async function journalOf(reader: Reader, raffleId: string, sale: SaleBook): Promise<JournalRow[]> {
  const all: JournalRow[] = [];
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await reader.rows<Omit<JournalRow, 'amountMinor'> & { id: string; amount: string }>(
      JOURNAL,
      [raffleId, after, PAGE],
    );
    const counting = rows.filter(({ orderId }) => sale.includes(orderId));
    all.push(...counting.map(({ id: _id, amount, ...row }) => ({ ...row, amountMinor: Number(amount) })));
    const last = rows.at(-1);
    if (last === undefined) return all;
    after = last.id;
  }
}

/** What people did about the raffle, by the audit log up to the entry the facts name; without the details, which may tell of people. */
export async function* deeds(
  reader: Reader,
  { raffle, auditSeq }: EvidenceFacts,
): AsyncGenerator<{ seq: number; at: string; actor: string | null; action: string; target: string }[]> {
  for (let after = -1; ;) {
    const rows = await reader.rows<{
      seq: string;
      at: string;
      actor: string | null;
      action: string;
      target: string;
    }>(DEEDS, [raffle.id, after, auditSeq, PAGE]);
    if (rows.length === 0) return;
    yield rows.map((row) => ({ ...row, seq: Number(row.seq) }));
    after = Number(rows.at(-1)?.seq);
  }
}

async function* logPages(reader: Reader, raffleId: string, upTo: number): AsyncGenerator<EventRow[]> {
  for (let after = -1; after < upTo;) {
    const rows = await reader.rows<EventRow & Record<string, unknown>>(
      `select seq, event, data, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, hash
       from raffle_event where raffle_id = $1 and seq > $2 and seq <= $3 order by seq limit $4`,
      [raffleId, after, upTo, PAGE],
    );
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)?.seq ?? upTo;
  }
}

type OrderRow = { id: string; code: string; origin: string; numbers: number[]; amount: string };

async function* paidOrders(reader: Reader, raffleId: string): AsyncGenerator<OrderRow[]> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await reader.rows<OrderRow>(
      `select id, code, origin, numbers, amount_minor as amount from raffle_order
       where raffle_id = $1 and paid_at is not null and id > $2 order by id limit $3`,
      [raffleId, after, PAGE],
    );
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)?.id ?? after;
  }
}

/** The lines of an entry come together: a page never ends between them. */
const JOURNAL = `
  select e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, e.order_id as "orderId", o.code, e.kind,
    l.account, l.amount_minor as amount
  from (select * from journal_entry where raffle_id = $1 and kind in ('payment_confirmed', 'refund_owed') and id > $2
        order by id limit $3) e
  join journal_line l on l.entry_id = e.id join raffle_order o on o.id = e.order_id order by e.id, l.account`;

const DEEDS = `
  select e.seq, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, e.actor::text as actor, e.action,
    case e.target_kind when 'order' then (select code from raffle_order o where o.id::text = e.target_id)
      when 'payment' then (select code from raffle_order o join payment p on p.order_id = o.id where p.id::text = e.target_id)
      else e.target_id end as target
  from audit_entry e
  where e.seq > $2 and e.seq <= $3 and (
    (e.target_kind = 'raffle' and e.target_id = $1::text)
    or (e.target_kind = 'draw' and e.target_id in (select id::text from draw where raffle_id = $1::uuid))
    or (e.target_kind = 'lottery_result' and e.target_id in (
      select r.id::text from lottery_result r join draw d on d.id = r.draw_id where d.raffle_id = $1::uuid))
    or (e.target_kind = 'disqualification' and e.target_id in (
      select q.id::text from disqualification q join draw d on d.id = q.draw_id where d.raffle_id = $1::uuid))
    or (e.target_kind = 'order' and e.target_id in (select id::text from raffle_order where raffle_id = $1::uuid))
    or (e.target_kind = 'payment' and e.target_id in (select id::text from payment where raffle_id = $1::uuid)))
  order by e.seq limit $4`;
