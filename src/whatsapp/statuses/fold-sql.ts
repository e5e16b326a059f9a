import { CHAT_URGENCY } from '../sender/send-queue-sql.js';

/**
 * One batch of reports onto the outbox. Of several prices told for a message that of the furthest status counts; `billable_category`
 * is the category of a message that costs, whatever became of it: who counts leaves the failed ones out.
 */
export const FOLD = `
  with told as (
    select callback_id, wamid, status, rank, error_code, reason, model, type, category, coalesce(meta_at, (select app_now())) as at, meta_at
    from unnest($1::uuid[], $2::text[], $3::text[], $4::smallint[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[], $10::timestamptz[])
      as t(callback_id, wamid, status, rank, error_code, reason, model, type, category, meta_at)),
  matched as (
    select t.*, coalesce(by_id.seq, by_wamid.seq) as seq
    from told t
    left join outbox by_id on by_id.id = t.callback_id and (by_id.earlier_wamid is null or by_id.earlier_wamid is distinct from t.wamid or t.rank > 3)
    left join lateral (
      select seq from outbox o where by_id.seq is null and o.wamid = t.wamid order by seq desc limit 1) by_wamid on true),
  best as (
    select seq, max(rank) as rank, (array_agg(status order by rank desc))[1] as status, (array_agg(wamid order by rank desc))[1] as wamid,
      max(error_code) as error_code, max(reason) as reason,
      min(at) filter (where status = 'sent') as sent_at, min(at) filter (where status = 'delivered') as delivered_at,
      min(at) filter (where status = 'read') as read_at, min(at) filter (where status = 'played') as played_at,
      min(at) filter (where status = 'failed') as failed_at
    from matched where seq is not null group by seq),
  price as (
    select distinct on (seq) seq, rank, model, type, category, min(at) over (partition by seq) as at
    from matched where seq is not null and coalesce(type, category) is not null order by seq, rank desc),
  mine as (
    select o.seq, o.state, o.rank from outbox o join best using (seq) order by o.seq for no key update of o),
  news as (
    select b.*, p.rank as price_rank, p.model, p.type, p.category, p.at as priced_at,
      case when p.rank is not null and coalesce(p.type, '') not like 'free\\_%'
        then coalesce(p.category, 'unknown') end as billable
    from best b left join price p using (seq)),
  folded as (
    update outbox o set
      state = case when b.rank > o.rank then b.status else o.state end,
      rank = greatest(b.rank, o.rank),
      reason = case when b.rank <= o.rank then o.reason when b.status = 'failed' then b.reason end,
      error_code = case when b.rank <= o.rank then o.error_code when b.status = 'failed' then b.error_code end,
      settled_at = case when b.rank <= o.rank then o.settled_at when b.status = 'failed' then app_now() end,
      pricing_model = case when b.price_rank > coalesce(o.pricing_rank, 0) then b.model else o.pricing_model end,
      pricing_type = case when b.price_rank > coalesce(o.pricing_rank, 0) then b.type else o.pricing_type end,
      pricing_category = case when b.price_rank > coalesce(o.pricing_rank, 0) then b.category else o.pricing_category end,
      billable_category = case when b.price_rank > coalesce(o.pricing_rank, 0) then b.billable else o.billable_category end,
      pricing_rank = greatest(o.pricing_rank, b.price_rank),
      priced_at = least(o.priced_at, b.priced_at),
      sent_at = least(o.sent_at, b.sent_at), delivered_at = least(o.delivered_at, b.delivered_at),
      read_at = least(o.read_at, b.read_at), played_at = least(o.played_at, b.played_at), failed_at = least(o.failed_at, b.failed_at),
      wamid = coalesce(o.wamid, b.wamid),
      accepted_at = coalesce(o.accepted_at, app_now()),
      leased_until = null, due_at = null, unknown_since = null
    from news b join mine using (seq)
    where o.seq = b.seq and (b.rank > o.rank or b.price_rank > coalesce(o.pricing_rank, 0)
      or (least(o.priced_at, b.priced_at), least(o.sent_at, b.sent_at), least(o.delivered_at, b.delivered_at),
          least(o.read_at, b.read_at), least(o.played_at, b.played_at), least(o.failed_at, b.failed_at))
        is distinct from (o.priced_at, o.sent_at, o.delivered_at, o.read_at, o.played_at, o.failed_at))
    returning o.seq, o.id, o.contact_id, o.channel_id, o.purpose, o.must_arrive, o.error_code, o.priority, o.tries, o.harmless_twice, o.inbox_id,
      o.state in ('delivered', 'read', 'played') as reached, mine.state = 'accepted' as was_accepted,
      mine.state in ('pending', 'leased', 'unknown') as was_open, o.state = 'failed' and mine.rank < o.rank as newly_failed),
  woken as (
    insert into outbox_wakeup (lane_id, channel_id, priority)
    select x.lane_id, x.channel_id, coalesce(${CHAT_URGENCY}, x.priority)
    from (select contact_id as lane_id, channel_id, min(priority) as priority from folded f
      where was_open or (was_accepted and inbox_id is not null and exists (
        select from outbox n
        where n.contact_id = f.contact_id and n.channel_id = f.channel_id and n.state = 'pending' and n.inbox_id = f.inbox_id))
      group by 1, 2) x),
  reached as (
    update contact c set undeliverable = 0 from folded f where f.reached and c.id = f.contact_id and c.undeliverable > 0),
  unknown as (
    insert into status_orphan (wamid, status, rank, error_code, pricing_model, pricing_type, pricing_category, meta_at)
    select distinct on (wamid, status) wamid, status, rank, error_code, model, type, category, meta_at
    from matched where seq is null and wamid is not null order by wamid, status, coalesce(type, category) nulls last
    on conflict do nothing)
  select seq, id, contact_id, channel_id, purpose, must_arrive, error_code, tries, harmless_twice from folded where newly_failed`;

/** A message Meta took and failed goes back; what is still told of that try, other than that it arrived, is about that try. */
export const REOPEN = `
  with told as (
    select * from unnest($1::bigint[], $2::text[], $3::text[], $4::int[], $5::boolean[]) as t(seq, state, reason, due_ms, refund)),
  reopened as (
    update outbox o set state = t.state, reason = t.reason, rank = 0, earlier_wamid = o.wamid, wamid = null, accepted_at = null,
      tries = o.tries - t.refund::int,
      settled_at = case when t.state = 'parked' then app_now() end,
      due_at = case when t.state in ('pending', 'waiting') then app_now() + t.due_ms * interval '1 ms' end
    from told t where o.seq = t.seq
    returning o.contact_id, o.channel_id, o.priority, o.state, o.due_at)
  insert into outbox_wakeup (lane_id, channel_id, ready_at, priority)
  select contact_id, channel_id, coalesce(due_at, app_now()), priority from reopened where state = 'pending'`;

const AS_PRICED = `
    case when coalesce(pricing_type, pricing_category) is not null then
      json_build_object('model', pricing_model, 'type', pricing_type, 'category', pricing_category) end as pricing`;

/** Only young ones: later a wamid becomes known by `JOIN_FOR` alone. */
export const JOIN_ORPHANS = `
  delete from status_orphan s
  where s.received_at > (select app_now()) - interval '10 minutes' and exists (select from outbox o where o.wamid = s.wamid)
  returning wamid, status, error_code, meta_at, ${AS_PRICED}`;

/** $1: wamids that became known now. */
export const JOIN_FOR = `
  delete from status_orphan where wamid = any($1::text[]) returning wamid, status, error_code, meta_at, ${AS_PRICED}`;
