import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/index.js';

/** Words of Meta's; only `type` says whether a message costs: not if it begins with `free_`. */
export interface StatusPricing {
  readonly model: string | null;
  readonly type: string | null;
  readonly category: string | null;
}

/** A delivery status as lifted from its webhook. */
export interface StatusRow {
  readonly id: string;
  readonly callbackId: string | null;
  readonly wamid: string | null;
  readonly status: string;
  readonly errorCode: number | null;
  /** `statuses[].pricing`; null where the status has none. */
  readonly pricing: StatusPricing | null;
  readonly metaAt: Date | null;
}

const TAKE = `
  select id, callback_id as "callbackId", wamid, coalesce(type, '') as status, error_code as "errorCode",
         case when coalesce(pricing_type, pricing_category, billable_category) is not null then json_build_object(
           'model', pricing_model, 'type', pricing_type, 'category', coalesce(pricing_category, billable_category)) end as pricing,
         meta_at as "metaAt"
  from inbox where kind = 'status' and state = 'pending' order by id limit $1 for update skip locked`;

/** Statuses belong to no lane: they are unordered and three times as many as messages, so they are taken in large batches. */
@Injectable()
export class StatusInbox {
  take(tx: Transaction, limit: number): Promise<StatusRow[]> {
    return tx.rows<StatusRow>(TAKE, [limit]);
  }

  async finish(tx: Transaction, ids: readonly string[]): Promise<void> {
    await tx.run(
      `update inbox set state = 'done', done_at = (select app_now()) where id = any($1::bigint[])`,
      [[...ids]],
    );
  }

  async park(tx: Transaction, id: string, fault: string): Promise<void> {
    await tx.run(`update inbox set state = 'parked', tries = tries + 1, fault = $2 where id = $1`, [
      id,
      fault,
    ]);
  }
}
