import { Injectable } from '@nestjs/common';
import { putNews, type Transaction } from '../platform/index.js';
import { PAIR_INTERVAL_MS, type Head } from './head.js';
import { LOCK_MESSAGES } from './outbox-lock.js';
import type { MessageCondition, MessageContent } from './message-content.js';

/** A message is somebody's to send for this long; then its outcome is unknown. */
export const LEASE_SECONDS = 20;
/** Sends a number may make at once after a pause, in seconds of its rate: Meta counts whole seconds and allows a seventh more. */
const BURST_SECONDS = 0.15;
/** A prompt nobody should get any more without an apology. */
const OVERDUE = `interval '30 minutes'`;

/** One chat: a contact on a channel. */
export interface Chat {
  readonly contactId: string;
  readonly channelId: string;
}

/** The head of a chat as stored. */
export interface QueuedHead extends Chat {
  readonly id: string;
  readonly purpose: string;
  readonly head: Head;
  /** The database's time. */
  readonly now: Date;
}

/** In the contact's mailbox: prompts were dropped because they came too late; apologise once and say how things stand. */
export interface PromptsOverdueNews {
  readonly type: 'prompts_overdue';
  readonly channelId: string;
}

interface HeadRow {
  contact_id: string;
  channel_id: string;
  seq: string;
  id: string;
  purpose: string;
  state: 'pending' | 'leased' | 'unknown';
  content: MessageContent;
  must_arrive: boolean;
  harmless_twice: boolean;
  inbox_id: string | null;
  not_after: Date | null;
  condition: MessageCondition | null;
  order_state: string | null;
  due_at: Date | null;
  leased_until: Date | null;
  losses: number;
  window_ends_at: Date | null;
  opt_out: 'none' | 'marketing' | 'all';
  merged_into: string | null;
  wa_id: string | null;
  user_id: string | null;
  paced_to: Date | null;
  overdue: string;
  now: Date;
}

/**
 * The outbox as the sender leases from it. Why no wake-up is lost: a wake-up is taken away only under the lane's lock and in the
 * same snapshot that reads the chat's head. If the head is not taken up then, a later wake-up is left in its place; if it is,
 * whoever settles it wakes the chat again.
 */
@Injectable()
export class SendQueue {
  /** Locks chats that have something to do, at most as many per channel as its rate allows now. */
  async claim(tx: Transaction, limit: number): Promise<Chat[]> {
    const rows = await tx.rows<{ contact_id: string; channel_id: string }>(CLAIM, [limit]);
    return rows.map((row) => ({ contactId: row.contact_id, channelId: row.channel_id }));
  }

  /** Takes the chats' wake-ups and reads their heads; chats with nothing to send are left out. */
  async heads(tx: Transaction, chats: readonly Chat[]): Promise<QueuedHead[]> {
    const rows = await tx.rows<HeadRow>(HEADS, chatArrays(chats));
    return rows.map(headOf);
  }

  /** Holds messages, so that several statements can change them: everybody who changes several takes them in this order. */
  async lock(tx: Transaction, seqs: readonly string[]): Promise<void> {
    if (seqs.length > 0) await tx.rows(LOCK_MESSAGES, [seqs]);
  }

  /** Leases messages, pays their channels' and contacts' rates; the seqs that are ours now with the number of the try. */
  async lease(tx: Transaction, seqs: readonly string[]): Promise<Map<string, number>> {
    if (seqs.length === 0) return new Map();
    const rows = await tx.rows<{ seq: string; tries: number }>(LEASE, [seqs]);
    return new Map(rows.map((row) => [row.seq, row.tries]));
  }

  /** The chats are looked at again at these times. */
  async wakeAt(tx: Transaction, chats: readonly (Chat & { readonly at: Date })[]): Promise<void> {
    if (chats.length === 0) return;
    await tx.run(
      `insert into outbox_wakeup (lane_id, channel_id, ready_at) select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[])`,
      [...chatArrays(chats), chats.map((chat) => chat.at)],
    );
  }

  /** Ends messages unsent. Their chats are to be woken. */
  async end(
    tx: Transaction,
    state: 'parked' | 'dropped',
    messages: readonly { seq: string; reason: string }[],
  ): Promise<void> {
    if (messages.length === 0) return;
    await tx.run(END, [messages.map((one) => one.seq), messages.map((one) => one.reason), state]);
  }

  /** Drops the overdue prompts of the chats and has each conversation apologise once with the present state. */
  async dropOverdue(tx: Transaction, chats: readonly Chat[]): Promise<number> {
    if (chats.length === 0) return 0;
    const dropped = await tx.run(DROP_OVERDUE, chatArrays(chats));
    await putNews(
      tx,
      chats.map(({ contactId, channelId }) => {
        const news: PromptsOverdueNews = { type: 'prompts_overdue', channelId };
        return { contactId, news };
      }),
    );
    return dropped;
  }

  /** What waits for a merged contact goes to the one it became part of. */
  async move(tx: Transaction, chat: Chat, to: string): Promise<void> {
    await tx.run(
      `update outbox set contact_id = $3 where contact_id = $1 and channel_id = $2 and state in ('pending', 'unknown')`,
      [chat.contactId, chat.channelId, to],
    );
    await tx.run('insert into outbox_wakeup (lane_id, channel_id) values ($1, $2)', [to, chat.channelId]);
  }
}

function chatArrays(chats: readonly Chat[]): [string[], string[]] {
  return [chats.map((chat) => chat.contactId), chats.map((chat) => chat.channelId)];
}

function headOf(row: HeadRow): QueuedHead {
  return {
    contactId: row.contact_id,
    channelId: row.channel_id,
    id: row.id,
    purpose: row.purpose,
    now: row.now,
    head: {
      seq: row.seq,
      state: row.state,
      content: row.content,
      mustArrive: row.must_arrive,
      harmlessTwice: row.harmless_twice,
      answers: row.inbox_id !== null,
      notAfter: row.not_after,
      condition: row.condition,
      orderState: row.order_state,
      dueAt: row.due_at,
      leasedUntil: row.leased_until,
      losses: row.losses,
      windowEndsAt: row.window_ends_at,
      optOut: row.opt_out,
      mergedInto: row.merged_into,
      address: { waId: row.wa_id, userId: row.user_id },
      pacedTo: row.paced_to,
      overdue: Number(row.overdue),
    },
  };
}

/** `floor` of what the rate earned since `next_send_at`, at most one burst. */
const CLAIM = `
  with clock as materialized (select app_now() as now),
  rate as (
    select c.id, k.now, floor(c.messages_per_second *
      extract(epoch from k.now - greatest(c.next_send_at, k.now - make_interval(secs => b.burst))))::bigint as sends
    from channel c, clock k, lateral (select greatest(${BURST_SECONDS}, 1.0 / c.messages_per_second) as burst) b
    where (c.state = 'active' or c.paused_until <= k.now) and c.next_send_at < k.now),
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

const HEADS = `
  with chat as (
    select * from unnest($1::uuid[], $2::uuid[]) as c(lane_id, channel_id)),
  clock as materialized (select app_now() as now),
  taken as (
    delete from outbox_wakeup w using chat, clock
    where w.lane_id = chat.lane_id and w.channel_id = chat.channel_id and w.ready_at <= clock.now)
  select o.contact_id, o.channel_id, o.seq, o.id, o.purpose, o.state, o.content, o.must_arrive, o.harmless_twice, o.inbox_id,
    o.not_after, o.condition,
    (select r.state from raffle_order r where r.id = (o.condition ->> 'orderId')::uuid) as order_state, o.due_at, o.leased_until, o.losses, v.window_ends_at, c.opt_out, c.merged_into,
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
const LEASE = `
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

const END = `
  update outbox o set state = $3, reason = m.reason, due_at = null, settled_at = app_now()
  from unnest($1::bigint[], $2::text[]) as m(seq, reason)
  where o.seq = m.seq and o.state in ('pending', 'unknown')`;

const DROP_OVERDUE = `
  update outbox o set state = 'dropped', reason = 'overdue', settled_at = app_now()
  from unnest($1::uuid[], $2::uuid[]) as c(contact_id, channel_id)
  where o.contact_id = c.contact_id and o.channel_id = c.channel_id and o.state = 'pending' and not o.must_arrive
    and o.created_at <= app_now() - ${OVERDUE}`;
