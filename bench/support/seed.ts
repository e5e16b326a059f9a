import { Client } from 'pg';
import { newId } from '../../src/kernel/index.js';

/** Opens a connection for the time of `work`. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Contacts with an identifier and their lanes, straight into the tables: how they get there is not what is measured. */
export async function seedContacts(client: Client, count: number): Promise<string[]> {
  const portfolio = newId();
  const ids = Array.from({ length: count }, () => newId());
  await client.query(`insert into portfolio (id, name) values ($1, 'bench')`, [portfolio]);
  await client.query('insert into contact (id, portfolio_id) select unnest($1::uuid[]), $2', [
    ids,
    portfolio,
  ]);
  await client.query(
    `insert into contact_identifier (portfolio_id, contact_id, kind, value)
     select $2, id, 'wa_id', (5215500000000 + n)::text from unnest($1::uuid[]) with ordinality as c(id, n)`,
    [ids, portfolio],
  );
  await client.query(`insert into inbox_lane (id, kind) select unnest($1::uuid[]), 'contact'`, [ids]);
  await client.query('insert into outbox_lane (id) select unnest($1::uuid[])', [ids]);
  return ids;
}
