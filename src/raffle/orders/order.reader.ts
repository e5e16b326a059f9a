import { invariant } from '../../kernel/index.js';
import type { Reader } from '../../platform/index.js';
import { ORDER_COLUMNS, type OrderRow } from './order-row.js';

const SELECT = `select ${ORDER_COLUMNS} from raffle_order o`;

/** So many orders of a contact are shown even if they are over. */
const RECENT = 20;

const OF_CONTACTS = `
  ${SELECT} where o.id in (
    select recent.id from unnest($1::uuid[]) as c(id) cross join lateral (
      select id from raffle_order where contact_id = c.id order by created_at desc limit $2) recent
    union
    select id from raffle_order where contact_id = any($1::uuid[]) and state in ('held', 'in_review', 'rejected'))
  order by o.created_at desc, o.id desc`;

export async function orderById(reader: Reader, id: string): Promise<OrderRow | null> {
  return reader.first<OrderRow>(`${SELECT} where o.id = $1`, [id]);
}

/** An order this transaction has locked or made. */
export async function knownOrder(reader: Reader, id: string): Promise<OrderRow> {
  const order = await orderById(reader, id);
  invariant(order !== null, 'the order exists');
  return order;
}

export async function orderByValidationHash(reader: Reader, hash: Buffer): Promise<OrderRow | null> {
  return reader.first<OrderRow>(`${SELECT} where o.validation_hash = $1`, [hash]);
}

/** Newest first: all that are open and the last 20 of each contact. */
export async function ordersOfContacts(reader: Reader, contactIds: readonly string[]): Promise<OrderRow[]> {
  return reader.rows<OrderRow>(OF_CONTACTS, [contactIds, RECENT]);
}
