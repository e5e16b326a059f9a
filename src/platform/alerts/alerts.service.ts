import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config/index.js';
import { Database, type Transaction } from '../database/index.js';
import { Jobs } from '../jobs/index.js';
import { Metrics } from '../metrics/index.js';

export interface Alert {
  /** Stable word for programs: payment_method, template_paused, pin_changed, … */
  readonly kind: string;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly channelId: string | null;
  /** What happened and what to do, for the operator; never a phone number, a secret or a message's text. */
  readonly message: string;
}

/** The job that tells a new alert to ALERT_WEBHOOK_URL. */
export const TELL_ALERT = 'tell_alert';

/** Things a person who runs the service must hear of: a row until somebody acknowledges it, a log line, a metric. */
@Injectable()
export class Alerts implements OnModuleInit {
  private readonly logger = new Logger('Alert');

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    const open = 'alerts nobody has acknowledged, those of severity info left out';
    this.metrics.gauge('alerts_open', open, async () => {
      return (await this.database.first<{ value: number }>(OPEN))?.value ?? 0;
    });
  }

  /** The same alert again, while nobody has acknowledged it, only counts up and is told nobody a second time. */
  async raise(tx: Transaction, alert: Alert): Promise<void> {
    const { kind, severity, channelId, message } = alert;
    const row = await tx.first<{ id: string; fresh: boolean }>(RAISE, [kind, severity, channelId, message]);
    if (row?.fresh === true && severity !== 'info' && this.config.alertWebhookUrl !== null) {
      await this.jobs.add(tx, TELL_ALERT, { alertId: row.id });
    }
    this.metrics.count('alerts', { kind, severity });
    const line = `${kind}${channelId === null ? '' : ` (channel ${channelId})`}: ${message}`;
    if (severity === 'info') this.logger.log(line);
    else if (severity === 'warning') this.logger.warn(line);
    else this.logger.error(line);
  }
}

const RAISE = `
  insert into alert (kind, severity, channel_id, message) values ($1, $2, $3, $4)
  on conflict (kind, coalesce(channel_id, '00000000-0000-0000-0000-000000000000'), message) where acknowledged_at is null
  do update set times = alert.times + 1, last_at = app_now(), severity = excluded.severity
  returning id, xmax = 0 as fresh`;

const OPEN = `select count(*)::float8 as value from alert where acknowledged_at is null and severity <> 'info'`;
