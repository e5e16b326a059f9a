import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config/index.js';
import { Database } from '../database/index.js';
import { JobTasks } from '../jobs/index.js';
import { TELL_ALERT } from './alerts.service.js';

const TIMEOUT_MS = 10_000;

interface ToldAlert {
  readonly id: string;
  readonly kind: string;
  readonly severity: string;
  readonly channelId: string | null;
  readonly message: string;
  readonly at: Date;
}

/**
 * Tells alerts at ALERT_WEBHOOK_URL, by another way than WhatsApp and the console: whoever takes a number over must not be able
 * to hide it. A POST of JSON; any answer below 300 counts as taken, anything else is tried again for about a day.
 */
@Injectable()
export class AlertTeller implements OnModuleInit {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly tasks: JobTasks,
  ) {}

  onModuleInit(): void {
    this.tasks.register(TELL_ALERT, (payload, { signal }) => this.tell(alertIdOf(payload), signal));
  }

  async tell(alertId: string, signal: AbortSignal): Promise<void> {
    const url = this.config.alertWebhookUrl;
    const alert = await this.database.first<ToldAlert & Record<string, unknown>>(
      `select id, kind, severity, channel_id as "channelId", message, first_at as at from alert where id = $1`,
      [alertId],
    );
    if (url === null || alert === null) return;
    const status = await post(url, { ...alert, service: this.config.publicUrl }, signal);
    if (status === null || status >= 300) {
      throw new Error(`an alert could not be told (${status === null ? 'no answer' : `HTTP ${status}`})`);
    }
  }
}

/** Null without an answer. The address may hold a secret: no error names it, and no redirect takes it along. */
async function post(url: string, body: object, signal: AbortSignal): Promise<number | null> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return null;
  }
}

function alertIdOf(payload: unknown): string {
  if (typeof payload === 'object' && payload !== null && 'alertId' in payload) {
    const { alertId } = payload;
    if (typeof alertId === 'string') return alertId;
  }
  throw new Error(`a job ${TELL_ALERT} without alertId`);
}
