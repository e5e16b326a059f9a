import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { asObject, asText } from '../../kernel/index.js';
import {
  Alerts,
  Database,
  Jobs,
  JobTasks,
  Metrics,
  nowOf,
  Ticker,
  type Transaction,
} from '../../platform/index.js';
import type { Channel } from '../channels/channel.js';
import { Channels } from '../channels/channels.service.js';
import { GraphFault } from '../graph/graph.client.js';
import { SenderHint } from '../sender/sender-hint.service.js';
import { CALL_LIMITS } from '../graph/call-limits.js';
import { TemplateAccounts } from './template-account.repository.js';
import { TEMPLATE_CHECK, TemplateChecks } from './template-checks.service.js';
import { TemplateClient } from './template.client.js';
import type { RemoteTemplate } from './remote-template.js';
import type { TemplateId } from './template-status.js';
import { TemplatesRepository } from './templates.repository.js';
import { WaitingSends } from './waiting-sends.repository.js';

const SYNC = 'template_sync';
const RESUME = 'template_resume';

const SWEEP_MS = 30_000;
const HOUR_MS = 3_600_000;
const AGAIN_MS = 10 * 60_000;
/** Meta's own trouble. */
const PASSING: ReadonlySet<number> = new Set([1, 2]);
const RESUMED_AT_ONCE = 1_000;

/** What one read of the API came to. */
export interface SyncOutcome {
  readonly templates: number;
  /** Usable from now on, as far as it was read. */
  readonly usable: readonly TemplateId[];
}

/**
 * Keeps the local copy of Meta's templates: the whole list every hour, one template when a webhook makes it doubtful. What waits
 * for a template goes on only when the API has said that it may be sent.
 */
@Injectable()
export class TemplateSync implements OnModuleInit, OnApplicationBootstrap {
  private readonly logger = new Logger('Templates');

  constructor(
    private readonly database: Database,
    private readonly channels: Channels,
    private readonly client: TemplateClient,
    private readonly templates: TemplatesRepository,
    private readonly accounts: TemplateAccounts,
    private readonly waiting: WaitingSends,
    private readonly checks: TemplateChecks,
    private readonly jobs: Jobs,
    private readonly tasks: JobTasks,
    private readonly ticker: Ticker,
    private readonly alerts: Alerts,
    private readonly hint: SenderHint,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.tasks.register(SYNC, async (payload) => {
      const channel = await this.channelOf(field(payload, 'wabaId'));
      if (channel !== null) await this.syncAccount(channel).catch((error) => this.noteFault(channel, error));
    });
    this.tasks.register(TEMPLATE_CHECK, (payload) => this.check(payload));
    this.tasks.register(RESUME, (payload) => this.resume(field(payload, 'wabaId'), field(payload, 'name')));
  }

  onApplicationBootstrap(): void {
    this.ticker.every(SWEEP_MS, 'template sync', () => this.sweep());
  }

  /** Has the list of every account read that is due. */
  async sweep(): Promise<void> {
    await this.database.transact(async (tx) => {
      for (const wabaId of await this.accounts.takeDue(tx)) {
        await this.jobs.add(tx, SYNC, { wabaId }, { jobKey: `${SYNC}:${wabaId}`, maxAttempts: 1 });
      }
    });
  }

  /** Reads an account's whole list. @throws {GraphFault} */
  async syncAccount(channel: Channel): Promise<SyncOutcome> {
    const askedAt = await nowOf(this.database);
    const remote = await this.client.list(channel);
    const usable = await this.database.transact(async (tx) => {
      const good = await this.record(tx, channel.wabaId, remote, null, askedAt);
      await this.accounts.succeeded(tx, channel.wabaId, askedAt);
      return good;
    });
    return { templates: remote.length, usable };
  }

  private async check(payload: unknown): Promise<void> {
    const [wabaId, name] = [field(payload, 'wabaId'), field(payload, 'name')];
    const round = asObject(payload)?.['round'];
    const channel = await this.channelOf(wabaId);
    if (channel === null) return;
    const askedAt = await nowOf(this.database);
    const remote = await this.client.list(channel, name);
    await this.database.transact(async (tx) => {
      const usable = await this.record(tx, wabaId, remote, name, askedAt);
      if (usable.length === remote.length) return;
      await this.checks.requestAgain(tx, wabaId, name, typeof round === 'number' ? round : null);
    });
  }

  /** Writes down what the API showed, and has what waits for usable templates go on. */
  private async record(
    tx: Transaction,
    wabaId: string,
    remote: readonly RemoteTemplate[],
    name: string | null,
    askedAt: Date,
  ): Promise<TemplateId[]> {
    const usable = await this.templates.record(tx, wabaId, remote, askedAt);
    await this.templates.recordMissing(tx, wabaId, name, askedAt);
    const names = [...new Set(usable.map((template) => template.name))];
    for (const one of await this.waiting.names(tx, wabaId, names))
      await this.jobs.add(tx, RESUME, { wabaId, name: one }, { jobKey: `${RESUME}:${wabaId}:${one}` });
    return usable;
  }

  private async resume(wabaId: string, name: string): Promise<void> {
    for (let resumed = RESUMED_AT_ONCE; resumed === RESUMED_AT_ONCE;) {
      resumed = await this.database.transact((tx) => this.waiting.resume(tx, wabaId, name, RESUMED_AT_ONCE));
      this.hint.raise();
      if (resumed > 0) this.metrics.count('messages_resumed', {}, resumed);
    }
  }

  /** Nobody may edit templates with a token that only sends: said once, tried again every hour. */
  private async noteFault(channel: Channel, error: unknown): Promise<void> {
    if (!(error instanceof GraphFault)) throw error;
    const { code, message } = error;
    const again = code !== null ? HOUR_MS : AGAIN_MS;
    await this.database.transact(async (tx) => {
      const fresh = await this.accounts.failed(tx, channel.wabaId, message, again);
      if (!fresh || code === null || CALL_LIMITS.has(code) || PASSING.has(code)) return;
      await this.alerts.raise(tx, {
        kind: 'templates_unreadable',
        severity: 'warning',
        channelId: channel.id,
        message: `the templates of account ${channel.wabaId} cannot be read (code ${code}): the token needs whatsapp_business_management`,
      });
    });
    this.logger.warn(`templates of account ${channel.wabaId}: ${message}`);
  }

  private async channelOf(wabaId: string): Promise<Channel | null> {
    return (await this.channels.all()).find((channel) => channel.wabaId === wabaId) ?? null;
  }
}

function field(payload: unknown, name: string): string {
  const value = asText(asObject(payload)?.[name]);
  if (value === null) throw new Error(`a template job without ${name}`);
  return value;
}
