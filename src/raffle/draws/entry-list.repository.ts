import type { Reader, Transaction } from '../../platform/index.js';
import type { PaidNumber } from './ledger-ticket.js';

const ENTRIES = `
  from ticket t join raffle_order o on o.id = t.order_id and o.raffle_id = t.raffle_id
  where t.raffle_id = $1 and t.status = 'paid'`;

const OPEN = `
  declare entry_list no scroll cursor for
  select t.number, t.handovers, o.contact_id as "contactId", o.identity ${ENTRIES} order by t.number`;

const NEXT = 'fetch 2000 from entry_list';

/** How many entries the list has. */
export async function countEntries(reader: Reader, raffleId: string): Promise<number> {
  const row = await reader.first<{ entries: number }>(`select count(*)::int as entries ${ENTRIES}`, [
    raffleId,
  ]);
  return row?.entries ?? 0;
}

/** The whole list in ascending number: one statement, so one state of the database, a batch in memory at a time. */
export async function* entryList(tx: Transaction, raffleId: string): AsyncGenerator<PaidNumber[]> {
  await tx.run(OPEN, [raffleId]);
  for (;;) {
    const batch = await tx.rows<PaidNumber>(NEXT);
    if (batch.length === 0) break;
    yield batch;
  }
  await tx.run('close entry_list');
}
