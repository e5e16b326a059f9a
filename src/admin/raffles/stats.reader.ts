import type { Reader } from '../../platform/index.js';
import type { BillableDto, OrderCountDto } from './stats.dto.js';

/** Orders of a raffle by state, with what they are worth. */
export async function orderCounts(reader: Reader, raffleId: string): Promise<OrderCountDto[]> {
  const rows = await reader.rows<{
    state: OrderCountDto['state'];
    orders: number;
    amount: string;
    currency: string;
  }>(
    `select state, count(*)::int as orders, sum(amount_minor)::bigint as amount, min(currency) as currency
     from raffle_order where raffle_id = $1 group by state order by state`,
    [raffleId],
  );
  return rows.map(({ state, orders, amount, currency }) => ({
    state,
    orders,
    amount: { amountMinor: Number(amount), currency },
  }));
}

/** Meta names a category in the status of every message it charges for: that is what is counted. */
export async function billable(reader: Reader, raffleId: string): Promise<BillableDto> {
  const byCategory = await reader.rows<{ category: string; messages: number }>(
    `with buyer as (
       select contact_id, min(created_at) as since from raffle_order where raffle_id = $1 group by contact_id)
     select m.billable_category as category, count(*)::int as messages
     from buyer b join outbox m on m.contact_id = b.contact_id
     where m.billable_category is not null and m.created_at >= (select min(since) from buyer)
     group by 1 order by 1`,
    [raffleId],
  );
  const paid = await reader.first<{ purchases: number }>(
    `select count(*)::int as purchases from raffle_order where raffle_id = $1 and state = 'paid'`,
    [raffleId],
  );
  const messages = byCategory.reduce((sum, row) => sum + row.messages, 0);
  const purchases = paid?.purchases ?? 0;
  return {
    messages,
    byCategory,
    purchases,
    perPurchase: purchases === 0 ? null : (messages / purchases).toFixed(2),
  };
}
