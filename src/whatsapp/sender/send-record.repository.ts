import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/index.js';
import { CHAT_URGENCY, LOCK_MESSAGES } from './send-queue-sql.js';
import { LOST_MS, type Verdict } from './verdict.js';

/** A send that was accepted. */
export interface AcceptedSend {
  readonly seq: string;
  readonly wamid: string;
  /** Why it may stay silent; null: Meta sends it. */
  readonly note: string | null;
}

/** A send that was not, with what becomes of it. */
export interface JudgedSend {
  readonly seq: string;
  /** Number of the try it is about; a later one has its own verdict. */
  readonly tries: number;
  readonly verdict: Verdict;
}

/** A message that now stands as the verdict said. */
export interface SettledSend {
  readonly seq: string;
  readonly id: string;
  readonly contactId: string;
  readonly purpose: string;
  readonly mustArrive: boolean;
}

/** Outcomes of sends. Chats with more to say are woken. */
@Injectable()
export class SendRecord {
  /** Before both of the following: the status fold meets the same messages. */
  async lock(tx: Transaction, seqs: readonly string[]): Promise<void> {
    await tx.rows(LOCK_MESSAGES, [seqs]);
  }

  /** Whatever happened meanwhile, Meta took it: only a status that already says more stays. */
  async accepted(tx: Transaction, sends: readonly AcceptedSend[]): Promise<void> {
    if (sends.length === 0) return;
    await tx.run(ACCEPTED, [
      sends.map((send) => send.seq),
      sends.map((send) => send.wamid),
      sends.map((send) => send.note),
    ]);
  }

  /** Applies verdicts to messages still leased for the same try; a status that came before settles them otherwise. */
  async judged(tx: Transaction, sends: readonly JudgedSend[]): Promise<SettledSend[]> {
    if (sends.length === 0) return [];
    const verdicts = sends.map((send) => send.verdict);
    const rows = await tx.rows<{
      seq: string;
      id: string;
      contact_id: string;
      purpose: string;
      must_arrive: boolean;
    }>(JUDGED, [
      sends.map((send) => send.seq),
      sends.map((send) => send.tries),
      verdicts.map((verdict) => verdict.state),
      verdicts.map((verdict) => verdict.reason),
      verdicts.map((verdict) => verdict.code),
      verdicts.map((verdict) => verdict.dueMs),
      verdicts.map((verdict) => verdict.refund),
      verdicts.map((verdict) => verdict.loss),
    ]);
    return rows.map((row) => ({
      seq: row.seq,
      id: row.id,
      contactId: row.contact_id,
      purpose: row.purpose,
      mustArrive: row.must_arrive,
    }));
  }

  /** Leases that ran out: their worker died or stalled, perhaps after Meta took the message. @returns how many */
  async expireLeases(tx: Transaction): Promise<number> {
    return tx.run(EXPIRE, [LOST_MS]);
  }
}

const ACCEPTED = `
  with done as (
    select * from unnest($1::bigint[], $2::text[], $3::text[]) as d(seq, wamid, note)),
  kept as (
    update outbox o set wamid = done.wamid, rank = greatest(o.rank, 1), accepted_at = coalesce(o.accepted_at, app_now()),
      state = case when o.rank = 0 then 'accepted' else o.state end,
      reason = case when o.rank = 0 then done.note else o.reason end,
      error_code = case when o.rank = 0 then null else o.error_code end,
      leased_until = null, due_at = null, unknown_since = null
    from done where o.seq = done.seq
    returning o.contact_id as lane_id, o.channel_id)
  insert into outbox_wakeup (lane_id, channel_id, priority)
  select x.lane_id, x.channel_id, next.priority from (select distinct lane_id, channel_id from kept) x
  cross join lateral (
    select min(n.priority) as priority from outbox n
    where n.contact_id = x.lane_id and n.channel_id = x.channel_id and n.state = 'pending') next
  where next.priority is not null`;

const JUDGED = `
  with told as (
    select * from unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::int[], $6::int[], $7::boolean[], $8::boolean[])
      as t(seq, tries, state, reason, code, due_ms, refund, loss)),
  kept as (
    update outbox o set state = t.state, reason = t.reason, error_code = t.code, leased_until = null,
      tries = o.tries - t.refund::int, losses = o.losses + t.loss::int,
      rank = case when t.state = 'failed' then 3 else o.rank end,
      due_at = case when t.state in ('pending', 'waiting', 'unknown') then app_now() + t.due_ms * interval '1 ms' end,
      unknown_since = case when t.state = 'unknown' then app_now() end,
      settled_at = case when t.state in ('failed', 'parked') then app_now() end
    from told t where o.seq = t.seq and o.state = 'leased' and o.tries = t.tries
    returning o.seq, o.id, o.contact_id, o.channel_id, o.purpose, o.must_arrive, o.due_at, o.priority, o.state),
  woken as (
    insert into outbox_wakeup (lane_id, channel_id, ready_at, priority)
    select x.lane_id, x.channel_id, x.ready_at, coalesce(${CHAT_URGENCY}, x.priority)
    from (select contact_id as lane_id, channel_id, case when state = 'waiting' then app_now() else coalesce(due_at, app_now()) end as ready_at, priority from kept) x)
  select seq, id, contact_id, purpose, must_arrive from kept`;

const EXPIRE = `
  with stale as (
    select seq from outbox where state = 'leased' and leased_until < (select app_now()) order by seq for no key update skip locked),
  lost as (
    update outbox o set state = 'unknown', reason = 'lease_ran_out', losses = o.losses + 1, leased_until = null,
      unknown_since = app_now(), due_at = app_now() + $1::int * interval '1 ms'
    from stale where o.seq = stale.seq
    returning o.contact_id as lane_id, o.channel_id, o.due_at, o.priority)
  insert into outbox_wakeup (lane_id, channel_id, ready_at, priority)
  select x.lane_id, x.channel_id, x.due_at, coalesce(${CHAT_URGENCY}, x.priority) from lost x`;
