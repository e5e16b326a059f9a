import { Injectable } from '@nestjs/common';
import { Metrics, type StatusPricing, type Transaction } from '../../platform/index.js';
import { ruleFor } from '../graph/error-table.js';
import { SendEffects } from '../sender/send-effects.service.js';
import { FOLD, JOIN_ORPHANS } from './fold-sql.js';
import { deliveryStatus, RANK } from './status-rank.js';
import { TemplateSends } from '../sender/template-sends.repository.js';
import { effectOf } from '../sender/verdict.js';

/** A status as Meta told it. */
export interface DeliveryReport {
  /** Our outbox id, if Meta echoed one. */
  readonly callbackId: string | null;
  readonly wamid: string | null;
  readonly status: string;
  readonly errorCode: number | null;
  readonly metaAt: Date | null;
  readonly pricing?: StatusPricing | null;
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
 * only a higher rank changes a row's state, and a row still open is settled by it, which frees its chat. What else they tell
 * (when each came, what the message costs) is kept whatever the order.
 */
@Injectable()
export class Statuses {
  constructor(
    private readonly effects: SendEffects,
    private readonly templateSends: TemplateSends,
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
      known.map((report) => report.pricing?.model ?? null),
      known.map((report) => report.pricing?.type ?? null),
      known.map((report) => report.pricing?.category ?? null),
      known.map((report) => report.metaAt),
    ]);
    const closed = failed.filter((row) => ruleFor(row.error_code ?? -1).action === 'needs_template');
    const again = await this.templateSends.retryAsTemplate(
      tx,
      closed.map(({ id }) => id),
    );
    await this.afterFailures(
      tx,
      failed.filter(({ id }) => !again.has(id)),
    );
  }

  /** Reports whose message got its wamid only afterwards. */
  async joinOrphans(tx: Transaction): Promise<void> {
    const rows = await tx.rows<{
      wamid: string;
      status: string;
      error_code: number | null;
      pricing: StatusPricing | null;
      meta_at: Date | null;
    }>(JOIN_ORPHANS);
    const reports = rows.map((row) => ({
      callbackId: null,
      wamid: row.wamid,
      status: row.status,
      errorCode: row.error_code,
      pricing: row.pricing,
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
