import { Injectable } from '@nestjs/common';
import { Alerts, Metrics, putNews, type Transaction } from '../../platform/index.js';
import { ChannelStops } from '../channels/channel-stops.repository.js';
import { ChannelsRepository } from '../channels/channels.repository.js';
import { Contacts } from '../contacts/contacts.service.js';
import { Breakers, type AnswerTally } from './breaker.repository.js';
import { Reach } from './reach.repository.js';
import type { Effect } from './verdict.js';

/** Something a refusal means beyond its message. */
export interface CausedEffect {
  readonly effect: Effect;
  readonly channelId: string;
  readonly contactId: string;
  /** Its word, and what it means in words. */
  readonly rule: { readonly reason: string; readonly text: string };
}

/** A message its buyer must have and will not get. */
export interface UndeliverableMessage {
  readonly id: string;
  readonly contactId: string;
  readonly purpose: string;
  readonly errorCode: number | null;
}

/** For the organiser. */
const SILENT = {
  reason: 'meta_silent',
  text: 'Meta no responde a los mensajes de este número: esperan, y salen en cuanto responda. Mira metastatus.com.',
};

/** In the contact's mailbox, so that the conversation can say it in another way or call a person. */
export interface MessageFailedNews {
  readonly type: 'message_failed';
  readonly outboxId: string;
  readonly purpose: string;
  readonly errorCode: number | null;
}

/** Carries out what errors of Meta mean for channels, contacts and people who operate the service. */
@Injectable()
export class SendEffects {
  constructor(
    private readonly channels: ChannelsRepository,
    private readonly stops: ChannelStops,
    private readonly contacts: Contacts,
    private readonly reach: Reach,
    private readonly breakers: Breakers,
    private readonly alerts: Alerts,
    private readonly metrics: Metrics,
  ) {}

  /** Channels are met in one order. */
  async apply(tx: Transaction, caused: readonly CausedEffect[]): Promise<void> {
    const sorted = caused.toSorted((one, other) => (one.channelId < other.channelId ? -1 : 1));
    const byEffect = new Map(
      sorted.map((one) => [`${one.effect.kind} ${one.channelId} ${one.rule.reason}`, one]),
    );
    for (const one of byEffect.values()) await this.onChannel(tx, one);
    for (const { effect, contactId, channelId, rule } of caused) {
      if (effect.kind === 'opt_out') await this.contacts.optOutOfMarketing(tx, contactId);
      if (effect.kind === 'bar_country' && (await this.reach.bar(tx, channelId, contactId)))
        await this.alert(tx, channelId, rule, 'warning');
    }
    await this.reach.undeliverable(
      tx,
      caused.filter(({ effect }) => effect.kind === 'unreachable').map(({ contactId }) => contactId),
    );
  }

  private async onChannel(tx: Transaction, { effect, channelId, rule }: CausedEffect): Promise<void> {
    if (effect.kind === 'hold_channel') await this.channels.hold(tx, channelId, effect.ms);
    if (effect.kind === 'alert') await this.alert(tx, channelId, rule, 'warning');
    if (effect.kind !== 'stop') return;
    const { scope, ms } = effect;
    if (await this.reach.stop(tx, this.stops, channelId, rule.reason, scope, ms))
      await this.alert(tx, channelId, rule, 'critical');
  }

  /** Keeps count of sends Meta did not answer; somebody hears when it counts as down. */
  async tally(tx: Transaction, tallies: readonly AnswerTally[]): Promise<void> {
    for (const { channelId, breaker } of await this.breakers.tally(tx, tallies)) {
      if (breaker === 'open') await this.alert(tx, channelId, SILENT, 'critical');
      this.metrics.count('breaker_changes', { to: breaker });
    }
  }

  async tellFailures(tx: Transaction, failures: readonly UndeliverableMessage[]): Promise<void> {
    await putNews(
      tx,
      failures.map(({ id, contactId, purpose, errorCode }) => {
        const news: MessageFailedNews = { type: 'message_failed', outboxId: id, purpose, errorCode };
        return { contactId, news };
      }),
    );
  }

  private async alert(
    tx: Transaction,
    channelId: string,
    { reason, text }: CausedEffect['rule'],
    severity: 'warning' | 'critical',
  ): Promise<void> {
    await this.alerts.raise(tx, { kind: reason, severity, channelId, message: text });
  }
}
