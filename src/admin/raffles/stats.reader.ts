import type { Reader } from '../../platform/index.js';
import type { Prices } from '../../whatsapp/index.js';
import { byCategory, chargeOf, messagesOf, perPurchase } from '../costs/cost-rows.js';
import { costsOfRaffle } from '../costs/costs.reader.js';
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

/** The messages of a raffle's purchases, and others about it to people who ordered. */
export async function billable(reader: Reader, prices: Prices, raffleId: string): Promise<BillableDto> {
  const rows = await costsOfRaffle(reader, prices, raffleId);
  const paid = await reader.first<{ purchases: number }>(
    'select count(*)::int as purchases from raffle_order where raffle_id = $1 and paid_at is not null',
    [raffleId],
  );
  const purchases = paid?.purchases ?? 0;
  const inPurchases = messagesOf(rows.filter((row) => row.inPurchase));
  return {
    messages: messagesOf(rows),
    byCategory: byCategory(rows),
    inPurchases,
    purchases,
    perPurchase: perPurchase(inPurchases, purchases),
    estimate: prices.estimate(rows.map((row) => chargeOf(row, prices.changes))),
  };
}
