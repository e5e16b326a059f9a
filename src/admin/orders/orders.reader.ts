import { ticketLabel } from '../../kernel/index.js';
import type { Reader } from '../../platform/index.js';
import type { OrderDto } from './orders.dto.js';

interface OrderRow extends Omit<OrderDto, 'numbers' | 'amount'> {
  readonly numbers: number[];
  readonly width: number;
  readonly amountMinor: string;
  readonly currency: string;
}

const ORDERS = `
  select o.id, o.code, o.raffle_id as "raffleId", o.contact_id as "contactId", o.state, o.origin, o.numbers,
         o.has_numbers as "hasNumbers", o.amount_minor as "amountMinor", o.currency, o.deadline_at as "deadlineAt",
         o.reject_reason as "rejectReason", o.created_at as "createdAt", o.paid_at as "paidAt", r.width
  from raffle_order o join raffle r on r.id = o.raffle_id`;

/** Orders, newest first; one more than `limit` where there are more. */
export async function listOrders(
  reader: Reader,
  filter: { raffleId: string | null; state: string | null; after: string | null; limit: number },
): Promise<OrderDto[]> {
  const rows = await reader.rows<OrderRow>(
    `${ORDERS}
     where ($1::uuid is null or o.raffle_id = $1) and ($2::text is null or o.state = $2) and ($3::uuid is null or o.id < $3)
     order by o.id desc limit $4`,
    [filter.raffleId, filter.state, filter.after, filter.limit + 1],
  );
  return rows.map(shown);
}

export async function orderById(reader: Reader, id: string): Promise<OrderDto | null> {
  const row = await reader.first<OrderRow>(`${ORDERS} where o.id = $1`, [id]);
  return row && shown(row);
}

function shown({ numbers, width, amountMinor, currency, ...order }: OrderRow): OrderDto {
  return {
    ...order,
    numbers: numbers.map((number) => ticketLabel(number, width)),
    amount: { amountMinor: Number(amountMinor), currency },
  };
}
