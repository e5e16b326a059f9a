import { Injectable, type OnModuleInit } from '@nestjs/common';
import { OLDER, Retention } from '../../platform/index.js';

/** An answer is remembered for a day. */
const DAYS = 1;

/** Idempotency keys nobody asked for again. */
@Injectable()
export class IdempotencyRetention implements OnModuleInit {
  constructor(private readonly retention: Retention) {}

  onModuleInit(): void {
    this.retention.register({ what: 'idempotency_key', days: DAYS, sql: PRUNE_KEYS, rows: 2_000 });
  }
}

const PRUNE_KEYS = `
  with old as (
    select user_id, route, key from idempotency_key where created_at ${OLDER} limit $3 for update skip locked),
  gone as (
    delete from idempotency_key i using old where (i.user_id, i.route, i.key) = (old.user_id, old.route, old.key) returning 1)
  select count(*)::int as pruned, case when count(*) = $3 then $1::text end as next from gone`;
