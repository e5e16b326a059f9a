import { newId } from '../../src/kernel/index.js';
import type { Database } from '../../src/platform/index.js';

/** Contacts with their lanes, as ingest makes them; the ids. */
export async function makeContacts(database: Database, count: number): Promise<string[]> {
  const portfolio = newId();
  const ids = Array.from({ length: count }, () => newId());
  await database.transact(async (tx) => {
    await tx.run(`insert into portfolio (id, name) values ($1, 'test')`, [portfolio]);
    await tx.run('insert into contact (id, portfolio_id) select unnest($1::uuid[]), $2', [ids, portfolio]);
    await tx.run(`insert into inbox_lane (id, kind) select unnest($1::uuid[]), 'contact'`, [ids]);
    await tx.run('insert into outbox_lane (id) select unnest($1::uuid[])', [ids]);
  });
  return ids;
}
