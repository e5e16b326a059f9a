import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config, OLDER, Retention } from '../../platform/index.js';

/** Meta repeats what it told for up to seven days: after so many nothing older can come any more. */
const TOLD_DAYS = 60;

/** The words of messages go after their time; that there was a message, when it arrived and what it cost stays. */
@Injectable()
export class OutboxRetention implements OnModuleInit {
  constructor(
    private readonly config: Config,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    const { messagesDays } = this.config.retention;
    const { retention } = this;
    retention.register({ what: 'outbox', days: messagesDays, sql: PRUNE_MESSAGES, rows: 2_000 });
    retention.register({ what: 'overheard', days: messagesDays, sql: PRUNE_OVERHEARD, rows: 2_000 });
    retention.register({ what: 'told', days: TOLD_DAYS, sql: PRUNE_TOLD, rows: 2_000 });
  }
}

/** What may still be sent keeps its words. */
const PRUNE_MESSAGES = `
  with page as materialized (select seq, created_at from outbox where seq > $1::bigint order by seq limit $3),
  old as (
    select o.seq from outbox o where o.seq in (select seq from page where created_at ${OLDER})
      and o.state not in ('pending', 'leased', 'unknown', 'parked') and o.content ->> 'kind' <> 'pruned'
    order by o.seq for no key update skip locked),
  emptied as (
    update outbox o set content = '{"kind": "pruned"}', template = null, condition = null from old where o.seq = old.seq returning 1)
  select (select count(*) from emptied)::int as pruned,
    case when count(*) = $3 and max(created_at) ${OLDER} then max(seq)::text end as next from page`;

/** Words others wrote in our chats. */
const PRUNE_OVERHEARD = `
  with page as materialized (select id, said_at, body from overheard where id > $1::bigint order by id limit $3),
  old as (
    select o.id from overheard o where o.id in (select id from page where said_at ${OLDER} and body is not null)
    order by o.id for no key update skip locked),
  emptied as (update overheard o set body = null from old where o.id = old.id returning 1)
  select (select count(*) from emptied)::int as pruned, case when count(*) = $3 then max(id)::text end as next from page`;

const PRUNE_TOLD = `
  with old as (select subject, aspect from told where at ${OLDER} limit $3 for update skip locked),
  gone as (delete from told t using old where (t.subject, t.aspect) = (old.subject, old.aspect) returning 1)
  select count(*)::int as pruned, case when count(*) = $3 then $1::text end as next from gone`;
