import { Injectable, Logger } from '@nestjs/common';
import type { Transaction } from '../database/index.js';
import { Metrics } from '../metrics/index.js';

export interface Alert {
  /** Stable word for programs: payment_method, template_paused, pin_changed, … */
  readonly kind: string;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly channelId: string | null;
  /** What happened and what to do, for the operator; never a phone number, a secret or a message's text. */
  readonly message: string;
}

/** Things a person who runs the service must hear of: a row until somebody acknowledges it, a log line, a metric. */
@Injectable()
export class Alerts {
  private readonly logger = new Logger('Alert');

  constructor(private readonly metrics: Metrics) {}

  /** The same alert again, while nobody has acknowledged it, only counts up. */
  async raise(tx: Transaction, alert: Alert): Promise<void> {
    const { kind, severity, channelId, message } = alert;
    await tx.run(RAISE, [kind, severity, channelId, message]);
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
  do update set times = alert.times + 1, last_at = app_now(), severity = excluded.severity`;
