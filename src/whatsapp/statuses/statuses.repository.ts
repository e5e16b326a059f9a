import { Injectable } from '@nestjs/common';
import { Metrics, type StatusPricing, type Transaction } from '../../platform/index.js';
import { ruleFor } from '../graph/error-table.js';
import { SendEffects } from '../sender/send-effects.service.js';
import { FOLD, JOIN_FOR, JOIN_ORPHANS, REOPEN } from './fold-sql.js';
import { deliveryStatus, RANK } from './status-rank.js';
import { TemplateSends } from '../sender/template-sends.repository.js';
import { TemplateChecks } from '../templates/template-checks.service.js';
import { verdictByRule, type Verdict } from '../sender/verdict.js';

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

interface OrphanRow {
  wamid: string;
  status: string;
  error_code: number | null;
  pricing: StatusPricing | null;
  meta_at: Date | null;
}

interface FailedRow {
  seq: string;
  id: string;
  tries: number;
  harmless_twice: boolean;
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
    private readonly templateChecks: TemplateChecks,
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

  /** Reports of the last minutes whose message got its wamid just then: what `joinFor` and a fold at the same instant both missed. */
  async joinOrphans(tx: Transaction): Promise<void> {
    await this.foldOrphans(tx, await tx.rows<OrphanRow>(JOIN_ORPHANS));
  }

  /** Reports of the last week of messages whose wamids became known now. */
  async joinFor(tx: Transaction, wamids: readonly string[]): Promise<void> {
    if (wamids.length > 0) await this.foldOrphans(tx, await tx.rows<OrphanRow>(JOIN_FOR, [wamids]));
  }

  private foldOrphans(tx: Transaction, rows: readonly OrphanRow[]): Promise<void> {
    const reports = rows.map((row) => ({
      callbackId: null,
      wamid: row.wamid,
      status: row.status,
      errorCode: row.error_code,
      pricing: row.pricing,
      metaAt: row.meta_at,
    }));
    return this.fold(tx, reports);
  }

  /** Forgets reports nobody will ever ask for. */
  async pruneOrphans(tx: Transaction): Promise<void> {
    await tx.run(`delete from status_orphan where received_at < (select app_now()) - interval '7 days'`);
  }

  /**
   * Meta took them and then did not deliver: each ends as the same code would have ended it in the answer. What may go again goes
   * again, except where a second copy would harm: `delivered` has been seen after `failed`.
   */
  private async afterFailures(tx: Transaction, failed: readonly FailedRow[]): Promise<void> {
    const judged = failed.map((row) => {
      const rule = ruleFor(row.error_code ?? UNKNOWN_CODE);
      this.metrics.count('messages_failed', { reason: rule.reason });
      return { row, rule, verdict: verdictByRule(rule, row.tries, Math.random()) };
    });
    const again = judged.filter(
      ({ row, rule, verdict }) =>
        verdict.state !== 'failed' && (row.harmless_twice || rule.retry !== 'perhaps_sent'),
    );
    await this.reopen(
      tx,
      again.map(({ row, verdict }) => ({ seq: row.seq, verdict })),
    );
    await this.effects.apply(
      tx,
      judged.flatMap(({ row, rule, verdict: { effect } }) =>
        effect === null ? [] : [{ effect, channelId: row.channel_id, contactId: row.contact_id, rule }],
      ),
    );
    await this.templateChecks.afterRefusals(
      tx,
      failed.map(({ seq, error_code: code }) => ({ seq, code })),
    );
    await this.effects.tellFailures(
      tx,
      judged
        .filter((one) => one.row.must_arrive && !again.includes(one))
        .map(({ row }) => ({
          id: row.id,
          contactId: row.contact_id,
          purpose: row.purpose,
          errorCode: row.error_code,
        })),
    );
  }

  private async reopen(
    tx: Transaction,
    messages: readonly { readonly seq: string; readonly verdict: Verdict }[],
  ): Promise<void> {
    if (messages.length === 0) return;
    await tx.run(REOPEN, [
      messages.map(({ seq }) => seq),
      messages.map(({ verdict }) => (verdict.state === 'unknown' ? 'pending' : verdict.state)),
      messages.map(({ verdict }) => verdict.reason),
      messages.map(({ verdict }) => verdict.dueMs),
      messages.map(({ verdict }) => verdict.refund),
    ]);
  }
}

/** A failure without a code is as good as one with a code nobody knows. */
const UNKNOWN_CODE = -1;
