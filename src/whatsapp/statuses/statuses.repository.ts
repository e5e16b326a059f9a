import { Injectable } from '@nestjs/common';
import { Metrics, type Transaction } from '../../platform/index.js';
import { ruleFor } from '../graph/error-table.js';
import { SendEffects } from '../sender/send-effects.service.js';
import { CHAT_URGENCY } from '../sender/send-queue-sql.js';
import { deliveryStatus, RANK } from './status-rank.js';
import { effectOf } from '../sender/verdict.js';

/** A status as Meta told it. */
export interface DeliveryReport {
  /** Our outbox id, if Meta echoed one. */
  readonly callbackId: string | null;
  readonly wamid: string | null;
  readonly status: string;
  readonly errorCode: number | null;
  readonly metaAt: Date | null;
  readonly billableCategory?: string | null;
}

interface FailedRow {
  id: string;
  contact_id: string;
  channel_id: string;
  purpose: string;
  must_arrive: boolean;
  error_code: number | null;
}

/**
 * Folds delivery statuses onto the outbox. They come in any order, repeatedly, and sometimes before the answer to the send:
 * only a higher rank changes a row, and a row still open is settled by it, which frees its chat.
 */
@Injectable()
export class Statuses {
  constructor(
    private readonly effects: SendEffects,
    private readonly metrics: Metrics,
  ) {}

  /** Reports that fit no message are kept for a week, in case the message's id becomes known. */
  async fold(tx: Transaction, reports: readonly DeliveryReport[]): Promise<void> {
    const known = reports.flatMap((report) => {
      const status = deliveryStatus(report.status);
      return status === null ? [] : [{ ...report, status }];
    });
    if (known.length === 0) return;
    const failed = await tx.rows<FailedRow>(FOLD, [
      known.map((report) => report.callbackId),
      known.map((report) => report.wamid),
      known.map((report) => report.status),
      known.map((report) => RANK[report.status]),
      known.map((report) => report.errorCode),
      known.map((report) => (report.status === 'failed' ? ruleFor(report.errorCode ?? -1).reason : null)),
      known.map((report) => report.billableCategory ?? null),
      known.map((report) => report.metaAt),
    ]);
    await this.afterFailures(tx, failed);
  }

  /** Reports whose message got its wamid only afterwards. */
  async joinOrphans(tx: Transaction): Promise<void> {
    const rows = await tx.rows<{
      wamid: string;
      status: string;
      error_code: number | null;
      meta_at: Date | null;
    }>(JOIN_ORPHANS);
    const reports = rows.map((row) => ({
      callbackId: null,
      wamid: row.wamid,
      status: row.status,
      errorCode: row.error_code,
      metaAt: row.meta_at,
    }));
    await this.fold(tx, reports);
  }

  /** Forgets reports nobody will ever ask for. */
  async pruneOrphans(tx: Transaction): Promise<void> {
    await tx.run(`delete from status_orphan where received_at < (select app_now()) - interval '7 days'`);
  }

  private async afterFailures(tx: Transaction, failed: readonly FailedRow[]): Promise<void> {
    const caused = failed.flatMap((row) => {
      const rule = ruleFor(row.error_code ?? -1);
      this.metrics.count('messages_failed', { reason: rule.reason });
      const effect = effectOf(rule);
      return effect === null
        ? []
        : [{ effect, channelId: row.channel_id, contactId: row.contact_id, reason: rule.reason }];
    });
    await this.effects.apply(tx, caused);
    await this.effects.tellFailures(
      tx,
      failed
        .filter((row) => row.must_arrive)
        .map((row) => ({
          id: row.id,
          contactId: row.contact_id,
          purpose: row.purpose,
          errorCode: row.error_code,
        })),
    );
  }
}

const FOLD = `
  with told as (
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::smallint[], $5::int[], $6::text[], $7::text[], $8::timestamptz[])
      as t(callback_id, wamid, status, rank, error_code, reason, category, meta_at)),
  matched as (
    select t.*, coalesce(by_id.seq, by_wamid.seq) as seq
    from told t
    left join outbox by_id on by_id.id = t.callback_id
    left join lateral (
      select seq from outbox o where by_id.seq is null and o.wamid = t.wamid order by seq desc limit 1) by_wamid on true),
  best as (
    select seq, max(rank) as rank, (array_agg(status order by rank desc))[1] as status, (array_agg(wamid order by rank desc))[1] as wamid,
      max(error_code) as error_code, max(reason) as reason, max(category) as category
    from matched where seq is not null group by seq),
  mine as (
    select o.seq, o.state, o.rank from outbox o join best using (seq) order by o.seq for no key update of o),
  folded as (
    update outbox o set
      state = case when b.rank > o.rank then b.status else o.state end,
      rank = greatest(b.rank, o.rank),
      reason = case when b.rank <= o.rank then o.reason when b.status = 'failed' then b.reason end,
      error_code = case when b.rank <= o.rank then o.error_code when b.status = 'failed' then b.error_code end,
      settled_at = case when b.rank <= o.rank then o.settled_at when b.status = 'failed' then app_now() end,
      billable_category = coalesce(o.billable_category, b.category),
      wamid = coalesce(o.wamid, b.wamid),
      accepted_at = coalesce(o.accepted_at, app_now()),
      leased_until = null, due_at = null, unknown_since = null
    from best b join mine using (seq)
    where o.seq = b.seq and (b.rank > o.rank or (o.billable_category is null and b.category is not null))
    returning o.seq, o.id, o.contact_id, o.channel_id, o.purpose, o.must_arrive, o.error_code, o.priority,
      mine.state in ('pending', 'leased', 'unknown') as was_open, o.state = 'failed' and mine.rank < o.rank as newly_failed),
  woken as (
    insert into outbox_wakeup (lane_id, channel_id, priority)
    select x.lane_id, x.channel_id, coalesce(${CHAT_URGENCY}, x.priority)
    from (select contact_id as lane_id, channel_id, min(priority) as priority from folded where was_open group by 1, 2) x),
  unknown as (
    insert into status_orphan (wamid, status, rank, error_code, meta_at)
    select distinct on (wamid, status) wamid, status, rank, error_code, meta_at
    from matched where seq is null and wamid is not null order by wamid, status
    on conflict do nothing)
  select id, contact_id, channel_id, purpose, must_arrive, error_code from folded where newly_failed`;

/** Only young ones: the answer to a send comes within seconds, or never. */
const JOIN_ORPHANS = `
  delete from status_orphan s
  where s.received_at > (select app_now()) - interval '10 minutes' and exists (select from outbox o where o.wamid = s.wamid)
  returning wamid, status, error_code, meta_at`;
