import { PAIR_INTERVAL_MS } from './head.js';

/** A message is somebody's to send for this long; then its outcome is unknown. */
export const LEASE_SECONDS = 20;
/** Sends a number may make at once after a pause, in seconds of its rate: Meta counts whole seconds and allows a seventh more. */
const BURST_SECONDS = 0.15;
/** A prompt nobody should get any more without an apology. */
const OVERDUE = `interval '30 minutes'`;

/** Locks messages in the one order in which every transaction meets them; $1 their seqs. */
export const LOCK_MESSAGES =
  'select seq from outbox where seq = any($1::bigint[]) order by seq for no key update';

/** `floor` of what the rate earned since `next_send_at`, at most one burst. */
export const CLAIM = `
  with clock as materialized (select app_now() as now),
  rate as (
    select c.id, k.now, floor(c.messages_per_second *
      extract(epoch from k.now - greatest(c.next_send_at, k.now - make_interval(secs => b.burst))))::bigint as sends
    from channel c, clock k, lateral (select greatest(${BURST_SECONDS}, 1.0 / c.messages_per_second) as burst) b
    where c.next_send_at < k.now
      and not exists (select from channel_stop s where s.channel_id = c.id and s.scope = 'everything')),
  ready as (
    select w.lane_id, r.id as channel_id, w.ready_at, w.id
    from rate r cross join lateral (
      select lane_id, ready_at, id from outbox_wakeup
      where channel_id = r.id and ready_at <= r.now order by ready_at, id limit r.sends) w),
  chat as (
    select lane_id, channel_id from ready group by lane_id, channel_id order by min(ready_at), min(id) limit $1)
  select l.id as contact_id, chat.channel_id
  from chat join outbox_lane l on l.id = chat.lane_id
  for no key update of l skip locked`;

export const HEADS = `
  with chat as (
    select * from unnest($1::uuid[], $2::uuid[]) as c(lane_id, channel_id)),
  clock as materialized (select app_now() as now),
  taken as (
    delete from outbox_wakeup w using chat, clock
    where w.lane_id = chat.lane_id and w.channel_id = chat.channel_id and w.ready_at <= clock.now)
  select o.contact_id, o.channel_id, o.seq, o.id, o.purpose, o.state, o.content, o.must_arrive, o.harmless_twice, o.inbox_id,
    o.not_after, o.condition,
    (select r.state from raffle_order r where r.id = (o.condition ->> 'orderId')::uuid) as order_state, o.due_at, o.losses, v.window_ends_at, c.opt_out, c.merged_into,
    (select value from contact_identifier i where i.contact_id = o.contact_id and i.kind = 'wa_id' and i.closed_at is null
      order by i.id desc limit 1) as wa_id,
    (select value from contact_identifier i where i.contact_id = o.contact_id and i.kind = 'user_id' and i.closed_at is null
      order by i.id desc limit 1) as user_id,
    nullif(l.paced_to, '-infinity') as paced_to,
    case when o.created_at > clock.now - ${OVERDUE} then 0 else (
      select count(*) from outbox p where p.contact_id = o.contact_id and p.channel_id = o.channel_id and p.state = 'pending'
        and not p.must_arrive and p.created_at <= clock.now - ${OVERDUE}) end as overdue,
    clock.now
  from chat cross join clock
  cross join lateral (
    select * from outbox h
    where h.contact_id = chat.lane_id and h.channel_id = chat.channel_id and h.state in ('pending', 'leased', 'unknown')
    order by h.seq limit 1) o
  join contact c on c.id = o.contact_id
  join outbox_lane l on l.id = o.contact_id
  left join conversation v on v.channel_id = o.channel_id and v.contact_id = o.contact_id`;

/** Channels in one order among senders. */
export const LEASE = `
  with
  leased as (
    update outbox o set state = 'leased', tries = o.tries + 1, leased_until = app_now() + interval '${LEASE_SECONDS} seconds',
      due_at = null, unknown_since = null, reason = null
    where o.seq = any($1::bigint[]) and o.state in ('pending', 'unknown')
    returning o.seq, o.tries, o.contact_id, o.channel_id),
  paced as (
    update outbox_lane l set paced_to = greatest(l.paced_to, app_now()) + interval '${PAIR_INTERVAL_MS} ms'
    from leased where l.id = leased.contact_id),
  used as (
    select channel_id, count(*) as sends from leased group by channel_id),
  channels as (
    select c.id from channel c where c.id in (select channel_id from used) order by c.id for no key update),
  paid as (
    update channel c set next_send_at = greatest(c.next_send_at,
        app_now() - make_interval(secs => greatest(${BURST_SECONDS}, 1.0 / c.messages_per_second)))
      + used.sends * interval '1 second' / c.messages_per_second
    from channels join used on used.channel_id = channels.id where c.id = channels.id)
  select seq, tries from leased`;

export const END = `
  update outbox o set state = $3, reason = m.reason, due_at = null, settled_at = app_now()
  from unnest($1::bigint[], $2::text[]) as m(seq, reason)
  where o.seq = m.seq and o.state in ('pending', 'unknown')`;

export const DROP_OVERDUE = `
  update outbox o set state = 'dropped', reason = 'overdue', settled_at = app_now()
  from unnest($1::uuid[], $2::uuid[]) as c(contact_id, channel_id)
  where o.contact_id = c.contact_id and o.channel_id = c.channel_id and o.state = 'pending' and not o.must_arrive
    and o.created_at <= app_now() - ${OVERDUE}`;
