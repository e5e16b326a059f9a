/**
 * The rate of a number as SQL. Meta counts what a number sends and receives in a second, 80 of both together (page "Throughput").
 * One account per number, shared by all nodes: `channel.next_send_at` is when the next message may go. Sends take places behind
 * it, one interval apart, so they do not come in bursts; received messages move it on.
 */

/** A number that was quiet may send this much earlier than its account says: two messages of 70 a second. */
const BURST = `interval '30 milliseconds'`;
/** Places are handed out this far ahead: fewer leases, and a burst of received messages is felt this much later. */
const AHEAD = `interval '100 milliseconds'`;
/** Received messages are counted over what passes until sends feel them, with the webhook's own way. */
const COUNTED = `interval '300 milliseconds'`;
/** How long a burst of received messages is remembered (time constant). */
const FADES_SECONDS = 30;
/** Never more debt than this: a flood of received messages must not silence a number. */
const DEBT = `interval '1 second'`;

/** Messages that came in a burst, at most, lately. */
const PEAK = `c.received_peak * exp(greatest(-20, extract(epoch from c.received_since - k.now)::float8 / ${FADES_SECONDS}))`;

/**
 * Sends a second of channel `c` at time `k.now`: the number's budget without what the next burst of received messages may need,
 * a seventh at least; a fifth of it is left whatever comes in.
 */
export const SEND_RATE = `greatest(
  c.messages_per_second - greatest(${PEAK}, c.messages_per_second / 7.0), c.messages_per_second / 5.0)::float8`;

/** Where the next place of channel `c` is. */
export const NEXT_PLACE = `greatest(c.next_send_at, k.now - ${BURST})`;

/** True while channel `c` has a place to hand out. */
export const HAS_PLACE = `c.next_send_at <= k.now + ${AHEAD}`;

/** How many places channel `c` hands out now. */
export const PLACES = `(1 + floor(extract(epoch from k.now + ${AHEAD} - ${NEXT_PLACE}) * ${SEND_RATE}))::bigint`;

/** Places of numbers $1 that would be lost, since nobody takes them: none where one waits for its place, is stopped or held. */
export const IDLE_PLACES = `
  with k as materialized (select app_now() as now)
  select c.id, (1 + floor(extract(epoch from k.now - ${NEXT_PLACE}) * ${SEND_RATE}))::int as places from channel c, k
  where c.id = any($1::uuid[]) and c.next_send_at <= k.now and c.breaker = 'closed'
    and not exists (select from channel_stop s where s.channel_id = c.id and s.scope = 'everything')`;

/** $1 channel ids, $2 how many messages each received since it was last told, $3 how many it marked as read. */
export const COUNTED_ELSEWHERE = `
  with k as materialized (select app_now() as now),
  told as (
    select id, received, marked from unnest($1::uuid[], $2::int[], $3::int[]) as t(id, received, marked)),
  mine as (
    select c.id from channel c join told using (id) order by c.id for no key update of c)
  update channel c set
    next_send_at = greatest(c.next_send_at, least(k.now + ${DEBT},
      ${NEXT_PLACE} + (told.received + told.marked) * interval '1 second' / c.messages_per_second)),
    received_since = case when c.received_since > k.now - ${COUNTED} then c.received_since else k.now end,
    received_count = told.received + case when c.received_since > k.now - ${COUNTED} then c.received_count else 0 end,
    received_peak = greatest(${PEAK}, told.received + case when c.received_since > k.now - ${COUNTED} then c.received_count else 0 end)
  from k, told, mine where c.id = told.id and c.id = mine.id`;

/** Places for $2 messages of channel $1 that missed theirs. @returns how many ms from now the first is, and how far they are apart */
export const BOOK_AGAIN = `
  with k as materialized (select app_now() as now),
  c as (
    select * from channel where id = $1 for no key update),
  place as (
    select c.id, ${NEXT_PLACE} as first, ${SEND_RATE} as rate, k.now from c, k)
  update channel t set next_send_at = p.first + $2::int * interval '1 second' / p.rate from place p where t.id = p.id
  returning greatest(0, extract(epoch from p.first - p.now) * 1000)::float8 as first_ms, 1000 / p.rate as interval_ms`;
