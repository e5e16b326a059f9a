/**
 * What a purchase cost. A purchase is an order that was paid. To it belongs every message its buyer got, on any number, after the
 * ticket message of the buyer's purchase before (at first: since we know the person), up to and with its own ticket message; where
 * none went out, up to the payment. So each message belongs to one purchase at most, and looking around counts for what was bought
 * in the end. `buyer` has to be there before: the contacts, one row each.
 */
export const SPANS = `
  purchase as (
    select r.id as order_id, r.raffle_id, r.contact_id, r.paid_at, coalesce(
      (select min(t.created_at) from outbox t where t.order_id = r.id and t.purpose = 'paid'), r.paid_at) as ended_at
    from buyer b join raffle_order r using (contact_id) where r.paid_at is not null),
  span as (
    select *, coalesce(lag(ended_at) over (partition by contact_id order by ended_at, order_id), '-infinity') as began_after
    from purchase)`;

/** A message costs once Meta told a price that is not free, until it says that the message failed. */
export const COSTS = `m.billable_category is not null and m.state <> 'failed'`;

/** Where a contact's messages go, as prices see it: the number, else the user id; open identifiers before closed ones. */
export const PREFIX = `
  left join lateral (
    select left(i.value, $1) as prefix from contact_identifier i where i.contact_id = c.contact_id
    order by i.kind = 'wa_id' desc, i.closed_at is null desc, i.id desc limit 1) p on true`;

/** How many price changes lie before the message. $2: the changes, ascending. */
export const PERIOD = `width_bucket(coalesce(m.priced_at, m.created_at), $2::timestamptz[])`;
