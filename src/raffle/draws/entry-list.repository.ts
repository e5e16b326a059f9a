import type { Reader, Transaction } from '../../platform/index.js';
import { MAIN_DRAW } from '../catalogue/index.js';
import type { PaidNumber } from './ledger-ticket.js';
import type { StoredDraw } from './stored-draw.js';

const ENTRIES = `
  from ticket t join raffle_order o on o.id = t.order_id and o.raffle_id = t.raffle_id
  where t.raffle_id = $1 and t.status = 'paid'`;

// Who turns out to be somebody else after the freeze stands in the list as in the entry receipts: they are issued anew before it only.
const OPEN_MAIN = `
  declare entry_list no scroll cursor for
  select t.number, t.handovers, o.identity, coalesce((
    select i.contact_id from entry_receipt i where i.order_id = o.id order by i.event_id desc limit 1), o.contact_id) as "contactId"
  ${ENTRIES} order by t.number`;

const OPEN_PRE = `
  declare entry_list no scroll cursor for
  select e.number, t.handovers, e.contact_id as "contactId", o.identity
  from draw_entry e join raffle_order o on o.id = e.order_id
    join ticket t on t.raffle_id = o.raffle_id and t.number = e.number
  where e.draw_id = $1 order by e.number`;

const NEXT = 'fetch 2000 from entry_list';

/** How many entries the list of the main draw has. */
export async function countEntries(reader: Reader, raffleId: string): Promise<number> {
  const row = await reader.first<{ entries: number }>(`select count(*)::int as entries ${ENTRIES}`, [
    raffleId,
  ]);
  return row?.entries ?? 0;
}

/** The whole list in ascending number: one statement, so one state of the database, a batch in memory at a time. */
export async function* entryList(
  tx: Transaction,
  { id, raffleId, ordinal }: Pick<StoredDraw, 'id' | 'raffleId' | 'ordinal'>,
): AsyncGenerator<PaidNumber[]> {
  await (ordinal === MAIN_DRAW ? tx.run(OPEN_MAIN, [raffleId]) : tx.run(OPEN_PRE, [id]));
  for (;;) {
    const batch = await tx.rows<PaidNumber>(NEXT);
    if (batch.length === 0) break;
    yield batch;
  }
  await tx.run('close entry_list');
}

/**
 * Keeps the list of a draw before the main one: the numbers paid now whose money was sent by `closesAt`. Needs the raffle alone.
 * @returns how many
 */
export async function keepEntries(
  tx: Transaction,
  { id, raffleId }: Pick<StoredDraw, 'id' | 'raffleId'>,
  closesAt: Date,
): Promise<number> {
  return tx.run(
    `insert into draw_entry (draw_id, number, order_id, contact_id)
     select $2, t.number, o.id, o.contact_id ${ENTRIES} and coalesce(o.receipt_at, o.paid_at) <= $3`,
    [raffleId, id, closesAt],
  );
}
