import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config/index.js';
import { OLDER, Retention } from '../retention/index.js';

/** Meta repeats what it got no answer to for up to seven days: a key outlives its row by far more. */
const KEY_DAYS_MORE = 30;
const KEY_DAYS_LEAST = 60;

/** What Meta sent: first the bytes go, then the rows, long after that the keys that tell a repeat. */
@Injectable()
export class MailboxRetention implements OnModuleInit {
  constructor(
    private readonly config: Config,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    const { bodiesDays, eventsDays } = this.config.retention;
    const keyDays = eventsDays === null ? null : Math.max(KEY_DAYS_LEAST, eventsDays + KEY_DAYS_MORE);
    const { retention } = this;
    retention.register({ what: 'webhook_delivery', days: bodiesDays, sql: PRUNE_BODIES, rows: 200 });
    retention.register({ what: 'inbox', days: eventsDays, sql: PRUNE_EVENTS, rows: 2_000 });
    retention.register({ what: 'inbox_key', days: keyDays, sql: PRUNE_KEYS, rows: 2_000 });
  }
}

/** Rows still to be worked on, by their small indexes. */
const OPEN = `(
    select delivery_id, key from inbox where state = 'pending' and lane_id is not null
    union all select delivery_id, key from inbox where state = 'pending' and kind = 'status'
    union all select delivery_id, key from inbox where state = 'parked')`;

/** A body stays as long as a row that points to it is still to be worked on. */
const PRUNE_BODIES = `
  with page as materialized (select id, received_at from webhook_delivery where id > $1::bigint order by id limit $3),
  open as materialized ${OPEN},
  old as (
    select d.id from webhook_delivery d where d.id in (select id from page where received_at ${OLDER})
      and not exists (select from open o where o.delivery_id = d.id)
    for update skip locked),
  gone as (delete from webhook_delivery d using old where d.id = old.id returning 1)
  select (select count(*) from gone)::int as pruned,
    case when count(*) = $3 and max(received_at) ${OLDER} then max(id)::text end as next from page`;

/** What waits, or waits for a person, stays. */
const PRUNE_EVENTS = `
  with page as materialized (select id, received_at from inbox where id > $1::bigint order by id limit $3),
  old as (
    select i.id from inbox i where i.id in (select id from page where received_at ${OLDER}) and i.state not in ('pending', 'parked')
    for update skip locked),
  gone as (delete from inbox i using old where i.id = old.id returning 1)
  select (select count(*) from gone)::int as pruned,
    case when count(*) = $3 and max(received_at) ${OLDER} then max(id)::text end as next from page`;

/** Rows that wait may be older than their time: their keys stay with them. */
const PRUNE_KEYS = `
  with open as materialized ${OPEN},
  old as (
    select k.key from inbox_key k where k.first_seen_at ${OLDER}
      and not exists (select from open o where o.key = k.key)
    limit $3 for update skip locked),
  gone as (delete from inbox_key k using old where k.key = old.key returning 1)
  select count(*)::int as pruned, case when count(*) = $3 then $1::text end as next from gone`;
