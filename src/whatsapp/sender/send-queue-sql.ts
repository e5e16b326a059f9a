import { SEND_TIMEOUT_MS } from '../graph/graph-answer.js';
import { PAIR_INTERVAL_MS } from './head.js';
import { HAS_PLACE, NEXT_PLACE, PLACES, SEND_RATE } from './rate-sql.js';

/** A message is somebody's to send for this long; then its outcome is unknown. */
export const LEASE_SECONDS = 20;
const PAIR_INTERVAL = `interval '${PAIR_INTERVAL_MS} milliseconds'`;
/** The message that tries whether Meta takes messages again has the number for itself, until it is answered or given up. */
const ALONE = `interval '${SEND_TIMEOUT_MS + 2_000} milliseconds'`;
/** A prompt nobody should get any more without an apology. */
const OVERDUE = `interval '30 minutes'`;

/** Locks messages in the one order in which every transaction meets them; $1 their seqs. */
export const LOCK_MESSAGES =
  'select seq from outbox where seq = any($1::bigint[]) order by seq for no key update';

/** How urgent a chat is: as its most urgent open message. `x` names the chat. */
export const CHAT_URGENCY = `
  (select min(u.priority) from outbox u
   where u.contact_id = x.lane_id and u.channel_id = x.channel_id and u.state in ('pending', 'leased', 'unknown'))`;

/**
 * $1: how many chats at most. Channels first, locked: two senders would both spend the same places. One index probe per urgency,
 * so neither a broadcast before the urgent ones nor thousands of later wake-ups cost anything.
 */
export const CLAIM = `
  with k as materialized (select app_now() as now),
  open as materialized (
    select c.* from channel c, k
    where ${HAS_PLACE} and c.breaker <> 'open'
      and not exists (select from channel_stop s where s.channel_id = c.id and s.scope = 'everything')
      and exists (select from generate_series(1, 7) as p(priority), lateral (
        select from outbox_wakeup w where w.channel_id = c.id and w.priority = p.priority and w.ready_at <= k.now limit 1) due)
    order by c.id for no key update of c skip locked),
  rate as (
    select c.id, k.now, case when c.breaker = 'half_open' then 1 else ${PLACES} end as places from open c, k),
  ready as (
    select w.lane_id, r.id as channel_id, w.priority, w.ready_at, w.id, r.places
    from rate r cross join generate_series(1, 7) as p(priority) cross join lateral (
      select lane_id, priority, ready_at, id from outbox_wakeup
      where channel_id = r.id and priority = p.priority and ready_at <= r.now order by ready_at, id limit r.places) w),
  chat as (
    select lane_id, channel_id, min(priority) as priority, min(ready_at) as ready_at, min(id) as id, max(places) as places
    from ready group by lane_id, channel_id),
  chosen as (
    select *, row_number() over (partition by channel_id order by priority, ready_at, id) as place from chat)
  select l.id as contact_id, x.channel_id
  from chosen x join outbox_lane l on l.id = x.lane_id where x.place <= x.places
  order by x.priority, x.ready_at, x.id limit $1
  for no key update of l skip locked`;

export const HEADS = `
  with chat as (
    select * from unnest($1::uuid[], $2::uuid[]) as c(lane_id, channel_id)),
  clock as materialized (select app_now() as now),
  taken as (
    delete from outbox_wakeup w using chat, clock
    where w.lane_id = chat.lane_id and w.channel_id = chat.channel_id and w.ready_at <= clock.now)
  select o.contact_id, o.channel_id, o.seq, o.id, o.purpose, o.state, o.content, o.template, o.category, o.priority, o.created_at, o.outside_window, o.must_arrive, o.harmless_twice, o.inbox_id,
    o.not_after, o.condition,
    case o.condition ->> 'kind'
      when 'order_state' then (select r.state from raffle_order r where r.id = (o.condition ->> 'orderId')::uuid)
      when 'broadcast_state' then (select b.state from broadcast b where b.id = (o.condition ->> 'broadcastId')::uuid)
      end as condition_state, o.due_at, o.losses, v.window_ends_at,
    least(v.with_human_since, case when coalesce(v.bot_silent_until > clock.now, true) then v.bot_silent_since end) as silent_since, c.opt_out, c.merged_into,
    (select value from contact_identifier i where i.contact_id = o.contact_id and i.kind = 'wa_id' and i.closed_at is null
      order by i.id desc limit 1) as wa_id,
    (select value from contact_identifier i where i.contact_id = o.contact_id and i.kind = 'user_id' and i.closed_at is null
      order by i.id desc limit 1) as user_id,
    pace.paced_to, c.undeliverable, c.portfolio_id,
    (select array_agg(s.scope) from channel_stop s where s.channel_id = o.channel_id and s.scope <> 'everything') as stopped,
    (select array_agg(b.country) from channel_barred b where b.channel_id = o.channel_id) as barred,
    case when before.inbox_id = o.inbox_id and before.channel_id = o.channel_id and before.state = 'accepted' then before.accepted_at end as follows,
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
  left join chat_pace pace on pace.contact_id = o.contact_id and pace.channel_id = o.channel_id
  left join lateral (
    select p.inbox_id, p.channel_id, p.state, p.accepted_at from outbox p
    where p.contact_id = o.contact_id and p.seq < o.seq order by p.seq desc limit 1) before on o.inbox_id is not null
  left join conversation v on v.channel_id = o.channel_id and v.contact_id = o.contact_id`;

/** The channels are locked since CLAIM. `place_ms`: how long from now until a message's place comes. */
export const LEASE = `
  with k as materialized (select app_now() as now),
  leased as (
    update outbox o set state = 'leased', tries = o.tries + 1, leased_until = k.now + interval '${LEASE_SECONDS} seconds',
      due_at = null, unknown_since = null, reason = null
    from k where o.seq = any($1::bigint[]) and o.state in ('pending', 'unknown')
    returning o.seq, o.tries, o.contact_id, o.channel_id, o.priority),
  paced as (
    insert into chat_pace as p (contact_id, channel_id, paced_to)
    select contact_id, channel_id, k.now + ${PAIR_INTERVAL} from leased, k
    on conflict (contact_id, channel_id) do update set paced_to = greatest(p.paced_to + ${PAIR_INTERVAL}, excluded.paced_to)),
  used as (
    select channel_id, count(*) as sends from leased group by channel_id),
  place as (
    select c.id, ${NEXT_PLACE} as first, ${SEND_RATE} as rate, used.sends, c.breaker = 'half_open' as alone
    from channel c join used on used.channel_id = c.id, k),
  paid as (
    update channel c set next_send_at = case when p.alone then k.now + ${ALONE} else p.first + p.sends * interval '1 second' / p.rate end
    from place p, k where c.id = p.id)
  select l.seq, l.tries, greatest(0, extract(epoch from p.first - k.now) * 1000
      + 1000 / p.rate * (row_number() over (partition by l.channel_id order by l.priority, l.seq) - 1))::float8 as place_ms
  from leased l join place p on p.id = l.channel_id, k`;

export const END = `
  update outbox o set state = $3, reason = m.reason, due_at = null,
    settled_at = case when $3 = 'waiting' then null else app_now() end
  from unnest($1::bigint[], $2::text[]) as m(seq, reason)
  where o.seq = m.seq and o.state in ('pending', 'unknown')`;

export const DROP_OVERDUE = `
  update outbox o set state = 'dropped', reason = 'overdue', settled_at = app_now()
  from unnest($1::uuid[], $2::uuid[]) as c(contact_id, channel_id)
  where o.contact_id = c.contact_id and o.channel_id = c.channel_id and o.state = 'pending' and not o.must_arrive
    and o.created_at <= app_now() - ${OVERDUE}`;

/** $1 contacts, $2 channels, $3 times. A chat with nothing open needs no wake-up: what is put in later brings its own. */
export const WAKE_AT = `
  insert into outbox_wakeup (lane_id, channel_id, ready_at, priority)
  select x.lane_id, x.channel_id, x.ready_at, urgency.priority
  from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as x(lane_id, channel_id, ready_at)
  cross join lateral ${CHAT_URGENCY} as urgency(priority)
  where urgency.priority is not null`;
