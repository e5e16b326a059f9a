import { Injectable, Logger } from '@nestjs/common';
import { Metrics, putNews, type Transaction } from '../../platform/index.js';
import { ChannelStops } from '../channels/channel-stops.repository.js';
import { ChannelsRepository } from '../channels/channels.repository.js';
import { Contacts } from '../contacts/contacts.service.js';
import type { Effect } from './verdict.js';

/** Something a refusal means beyond its message. */
export interface CausedEffect {
  readonly effect: Effect;
  readonly channelId: string;
  readonly contactId: string;
  readonly reason: string;
}

/** A message its buyer must have and will not get. */
export interface UndeliverableMessage {
  readonly id: string;
  readonly contactId: string;
  readonly purpose: string;
  readonly errorCode: number | null;
}

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
  private readonly logger = new Logger('Sender');

  constructor(
    private readonly channels: ChannelsRepository,
    private readonly stops: ChannelStops,
    private readonly contacts: Contacts,
    private readonly metrics: Metrics,
  ) {}

  /** Channels are met in one order. */
  async apply(tx: Transaction, caused: readonly CausedEffect[]): Promise<void> {
    const sorted = caused.toSorted((one, other) => (one.channelId < other.channelId ? -1 : 1));
    const byEffect = new Map(sorted.map((one) => [`${one.effect.kind} ${one.channelId} ${one.reason}`, one]));
    for (const { effect, channelId, reason } of byEffect.values()) {
      if (effect.kind === 'hold_channel') await this.channels.hold(tx, channelId, effect.ms);
      if (effect.kind === 'stop_channel') await this.stop(tx, channelId, reason);
      if (effect.kind === 'alert')
        this.alert(`a message of channel ${channelId} did not go: ${reason}`, reason);
    }
    for (const { effect, contactId } of caused) {
      if (effect.kind === 'opt_out') await this.contacts.optOutOfMarketing(tx, contactId);
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

  private async stop(tx: Transaction, channelId: string, reason: string): Promise<void> {
    const stop = { cause: reason, scope: 'everything', until: null, toldAt: null } as const;
    if (await this.stops.stop(tx, channelId, stop)) {
      this.alert(`channel ${channelId} is paused until somebody resumes it: ${reason}`, reason);
    }
  }

  private alert(message: string, reason: string): void {
    this.logger.error(message);
    this.metrics.count('sender_alerts', { reason });
  }
}
