import type { Reader } from '../../platform/index.js';
import type { Prices } from '../../whatsapp/index.js';
import type { CostRow, MonthRow, RaffleRow } from './cost-rows.js';
import { COSTS, PERIOD, PREFIX, SPANS } from './purchase-sql.js';

export interface Months {
  readonly from: Date;
  readonly before: Date;
}

const MONTH = `to_char(coalesce(m.priced_at, m.created_at) at time zone 'UTC', 'YYYY-MM')`;

/** What Meta told of the price of messages in these months, on all numbers or one. */
export function costsByMonth(
  reader: Reader,
  prices: Prices,
  { from, before }: Months,
  channel: string | null,
): Promise<MonthRow[]> {
  return reader.rows<MonthRow & Record<string, unknown>>(BY_MONTH, [
    prices.prefixLength,
    [...prices.changes],
    from,
    before,
    channel,
  ]);
}

const BY_MONTH = `
  with c as materialized (
    select m.contact_id, m.channel_id, ${MONTH} as month, coalesce(m.billable_category, m.pricing_category, 'unknown') as category,
      m.billable_category is not null as charged, ${PERIOD} as period, count(*)::int as messages
    from outbox m
    where m.priced_at >= $3 and m.priced_at < $4 and ($5::uuid is null or m.channel_id = $5) and m.state <> 'failed'
    group by 1, 2, 3, 4, 5, 6)
  select c.month, c.channel_id as channel, c.category, c.charged, c.period, p.prefix, sum(c.messages)::int as messages
  from c ${PREFIX} group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`;

/** What the purchases of a raffle cost, and what else was said about it to people who ordered. */
export function costsOfRaffle(reader: Reader, prices: Prices, raffleId: string): Promise<RaffleRow[]> {
  return reader.rows<RaffleRow & Record<string, unknown>>(OF_RAFFLE, [
    prices.prefixLength,
    [...prices.changes],
    raffleId,
  ]);
}

const OF_RAFFLE = `
  with buyer as materialized (select distinct contact_id from raffle_order where raffle_id = $3),
  ${SPANS},
  c as materialized (
    select m.contact_id, m.channel_id, ${MONTH} as month, m.billable_category as category, ${PERIOD} as period,
      s.order_id is not null as in_purchase, count(*)::int as messages
    from buyer b join outbox m using (contact_id)
    left join span s on s.contact_id = m.contact_id and m.created_at > s.began_after and m.created_at <= s.ended_at
    where ${COSTS} and (s.raffle_id = $3 or (s.order_id is null and m.raffle_id = $3))
    group by 1, 2, 3, 4, 5, 6)
  select c.month, c.channel_id as channel, c.category, true as charged, c.period, c.in_purchase as "inPurchase", p.prefix,
    sum(c.messages)::int as messages
  from c ${PREFIX} group by 1, 2, 3, 5, 6, 7 order by 1, 2, 3, 5, 6, 7`;

/** What each purchase of a person cost; and every message to them, by category, under the order id null. */
export function costsOfContact(
  reader: Reader,
  prices: Prices,
  contactId: string,
): Promise<(CostRow & { orderId: string | null })[]> {
  return reader.rows<CostRow & { orderId: string | null } & Record<string, unknown>>(OF_CONTACT, [
    prices.prefixLength,
    [...prices.changes],
    contactId,
  ]);
}

const OF_CONTACT = `
  with buyer as materialized (select $3::uuid as contact_id),
  ${SPANS},
  c as materialized (
    select m.contact_id, s.order_id, m.billable_category as category, ${PERIOD} as period, count(*)::int as messages
    from buyer b join outbox m using (contact_id)
    left join span s on s.contact_id = m.contact_id and m.created_at > s.began_after and m.created_at <= s.ended_at
    where ${COSTS} group by 1, 2, 3, 4)
  select c.order_id as "orderId", c.category, c.period, p.prefix, c.messages from c ${PREFIX} order by 1, 2, 3`;
