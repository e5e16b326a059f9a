import { invariant } from '../../kernel/index.js';
import type { Reader } from '../../platform/index.js';
import { ORDER_COLUMNS, type OrderRow } from './order-row.js';
import type { OrderState } from './order-state.js';

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

const PAGE = `
  ${SELECT}
  where ($2::uuid is null or o.raffle_id = $2) and ($3::text is null or o.state = $3) and ($4::uuid is null or o.id < $4)
  order by o.id desc limit $1`;

export async function orderById(reader: Reader, id: string): Promise<OrderRow | null> {
  return reader.first<OrderRow>(`${SELECT} where o.id = $1`, [id]);
}

/** An order this transaction has locked or made. */
export async function knownOrder(reader: Reader, id: string): Promise<OrderRow> {
  const order = await orderById(reader, id);
  invariant(order !== null, 'the order exists');
  return order;
}

export async function orderByCode(reader: Reader, code: string): Promise<OrderRow | null> {
  return reader.first<OrderRow>(`${SELECT} where o.code = $1`, [code]);
}

export async function orderByValidationHash(reader: Reader, hash: Buffer): Promise<OrderRow | null> {
  return reader.first<OrderRow>(`${SELECT} where o.validation_hash = $1`, [hash]);
}

/** Newest first: all that are open and the last 20 of each contact. */
export async function ordersOfContacts(reader: Reader, contactIds: readonly string[]): Promise<OrderRow[]> {
  return reader.rows<OrderRow>(OF_CONTACTS, [contactIds, RECENT]);
}

export interface OrderFilter {
  readonly raffleId?: string | null;
  readonly state?: OrderState | null;
}

/** Newest first; `after` is the id of the last one seen. */
export async function orderPage(
  reader: Reader,
  filter: OrderFilter,
  limit: number,
  after: string | null,
): Promise<OrderRow[]> {
  return reader.rows<OrderRow>(PAGE, [limit, filter.raffleId ?? null, filter.state ?? null, after]);
}
