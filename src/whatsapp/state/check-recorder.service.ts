import { Injectable } from '@nestjs/common';
import { Alerts, Database, Metrics, type Transaction } from '../../platform/index.js';
import type { Channel } from '../channels/channel.js';
import { endsBy, type HeldStop } from '../channels/channel-stop.js';
import { ChannelStops } from '../channels/channel-stops.repository.js';
import { secondOf, Told } from '../fields/told.repository.js';
import { CALL_LIMITS } from '../graph/call-limits.js';
import { ruleFor } from '../graph/error-table.js';
import { SenderHint } from '../sender/sender-hint.service.js';
import { ChannelStateRepository } from './channel-state.repository.js';
import { judge } from './judge.js';
import type { NumberState } from './number-state.js';
import { alertForAnswer, alertForStop } from './state-alerts.js';

/** What Meta says of a business account when asked. */
export interface AccountState {
  readonly review: string | null;
  readonly businessId: string | null;
}

export interface Answer {
  readonly number: NumberState;
  readonly account: AccountState;
}

/** Keeps what a read-back found, and stops or frees the number by it. */
@Injectable()
export class CheckRecorder {
  constructor(
    private readonly database: Database,
    private readonly state: ChannelStateRepository,
    private readonly stops: ChannelStops,
    private readonly told: Told,
    private readonly alerts: Alerts,
    private readonly hint: SenderHint,
    private readonly metrics: Metrics,
  ) {}

  /** @param askedAt database time before the question: what was told after it is newer than the answer */
  async answered(channel: Channel, answer: Answer, askedAt: Date): Promise<void> {
    const lifted = await this.database.transact(async (tx) => {
      const before = await this.state.lastCheck(tx, channel.id);
      await this.record(tx, channel, answer, secondOf(askedAt));
      await this.state.recordAnswer(tx, channel.id, answer.number, askedAt);
      const alert = alertForAnswer(answer.number, before?.canSend ?? null);
      if (alert !== null) await this.alerts.raise(tx, { ...alert, channelId: channel.id });
      return this.actOnStops(tx, channel.id, answer.number, askedAt);
    });
    for (const stop of lifted) this.metrics.count('channel_stops_lifted', { by: endsBy(stop) });
    if (lifted.length > 0) this.hint.raise();
  }

  /** Meta refused to answer, or did not. A dead token is found here before a message meets it. */
  async refused(channel: Channel, code: number | null, askedAt: Date): Promise<void> {
    const fault = code === null ? 'no answer' : `refused with code ${code}`;
    await this.database.transact(async (tx) => {
      await this.state.recordNoAnswer(tx, channel.id, fault, askedAt);
      if (code === null || CALL_LIMITS.has(code)) return; // asked again later
      const { reason } = ruleFor(code);
      if (reason === 'token_invalid' || reason === 'number_gone') {
        await this.stop(tx, channel.id, { cause: reason, scope: 'everything' }, null);
        return;
      }
      const message = `Meta does not say how this number is (${fault}): stops that wait for its word stay. The token needs whatsapp_business_management`;
      await this.alerts.raise(tx, {
        kind: 'not_readable',
        severity: 'warning',
        channelId: channel.id,
        message,
      });
    });
    this.metrics.count('channel_checks_failed', { reason: code === null ? 'no_answer' : 'refused' });
  }

  /** What webhooks tell as well is taken over only where none told it later. */
  private async record(
    tx: Transaction,
    { id, portfolioId }: Channel,
    { number, account }: Answer,
    at: Date,
  ): Promise<void> {
    const newer = async (subject: string, aspect: string): Promise<boolean> =>
      (await this.told.note(tx, subject, aspect, at)) !== 'stale';
    const { throughput, nameStatus, dailyRecipients } = number;
    const { review, businessId } = account;
    if (nameStatus !== null && (await newer(id, 'name'))) await this.state.setNameStatus(tx, id, nameStatus);
    if (review !== null && (await newer(id, 'review'))) await this.state.setReview(tx, id, review);
    if (throughput !== null && (await newer(id, 'throughput')))
      await this.state.setThroughput(tx, id, throughput);
    if (dailyRecipients !== null && (await newer(portfolioId, 'limits')))
      await this.state.setDailyRecipients(tx, portfolioId, dailyRecipients);
    if (businessId !== null) await this.state.setBusiness(tx, id, businessId);
  }

  private async actOnStops(
    tx: Transaction,
    channelId: string,
    number: NumberState,
    askedAt: Date,
  ): Promise<HeldStop[]> {
    const stops = (await this.stops.of(tx, channelId)).filter(({ since }) => since <= askedAt);
    const { lift, stop } = judge(number, stops, askedAt);
    for (const one of stop) await this.stop(tx, channelId, one, askedAt);
    const lifted: HeldStop[] = [];
    for (const cause of lift.toSorted()) {
      // told after we asked, or in the same second: another read-back is under way for that
      if ((await this.told.note(tx, channelId, `stop:${cause}`, secondOf(askedAt))) !== 'newest') continue;
      if (await this.stops.lift(tx, channelId, cause))
        lifted.push(...stops.filter((one) => one.cause === cause));
    }
    await this.stops.forgetConfirmed(tx, channelId, askedAt);
    return lifted;
  }

  private async stop(
    tx: Transaction,
    channelId: string,
    { cause, scope }: Pick<HeldStop, 'cause' | 'scope'>,
    toldAt: Date | null,
  ): Promise<void> {
    if (!(await this.stops.stop(tx, channelId, { cause, scope, until: null, toldAt }))) return;
    await this.alerts.raise(tx, { ...alertForStop(cause, scope), channelId });
  }
}
