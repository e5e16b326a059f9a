import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/index.js';
import { DAILY_RECIPIENTS, USED_RECIPIENTS } from './recipients.repository.js';

/** Messages that go back into their chats' order in one go, at most, of each number and kind. */
const BATCH = 500;

/**
 * Messages held back by a stop, a budget or a pause. Whether one may go on follows from what is stored now, not from an event
 * somebody might miss: whoever lifts a stop need not know of them.
 */
@Injectable()
export class WaitingMessages {
  /** Puts back what nothing holds any more, the more urgent first; the rest takes its turn the next time. @returns how many */
  async release(tx: Transaction): Promise<number> {
    return tx.run(RELEASE);
  }
}

/** Each branch reads at most a batch by `outbox_waiting` or `outbox_waiting_due`, however many wait. */
const RELEASE = `
  with k as materialized (select app_now() as now),
  free as (
    (select o.seq from outbox o, k where o.state = 'waiting' and o.due_at <= k.now order by o.due_at limit ${BATCH})
    union all
    select o.seq from channel c cross join (values ('service'), ('utility'), ('marketing'), ('authentication')) as kind(category)
    cross join lateral (
      select w.seq from outbox w
      where w.channel_id = c.id and w.state = 'waiting' and w.reason = 'stopped' and w.category = kind.category
      order by w.priority, w.seq limit ${BATCH}) o
    where not exists (
      select from channel_stop s
      where s.channel_id = c.id and (s.scope = kind.category or (s.scope = 'templates' and kind.category <> 'service')))
    union all
    select o.seq from portfolio p
    cross join lateral (select least(${BATCH}, greatest(0, ${DAILY_RECIPIENTS} - ${USED_RECIPIENTS}))::bigint as places) free
    cross join lateral (
      select w.seq from channel c join outbox w on w.channel_id = c.id
      where c.portfolio_id = p.id and w.state = 'waiting' and w.reason = 'daily_limit' order by w.priority, w.seq limit free.places) o),
  mine as (
    select seq from outbox where seq in (select seq from free) and state = 'waiting' order by seq for no key update skip locked),
  moved as (
    update outbox o set state = 'pending', reason = null, due_at = null from mine where o.seq = mine.seq
    returning o.contact_id, o.channel_id, o.priority)
  insert into outbox_wakeup (lane_id, channel_id, priority) select contact_id, channel_id, min(priority) from moved group by 1, 2`;
