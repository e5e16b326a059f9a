import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../platform/index.js';
import { ChannelsRepository } from '../channels/channels.repository.js';
import { ruleFor } from '../graph/error-table.js';
import { effectOf } from '../sender/verdict.js';
import { Consequences } from './consequences.service.js';
import type { FieldEventOf } from './field-event.js';
import { FieldReactions, type Telling } from './field-reactions.service.js';
import { ofApiError, ofFlow } from './other-consequences.js';

/** Acts on what the remaining fields tell; most of it is kept and logged. */
@Injectable()
export class OtherReactions implements OnModuleInit {
  private readonly logger = new Logger('Channels');

  constructor(
    private readonly reactions: FieldReactions,
    private readonly consequences: Consequences,
    private readonly channels: ChannelsRepository,
  ) {}

  onModuleInit(): void {
    this.reactions.on('flow', (tx, event, telling) =>
      this.consequences.apply(tx, telling, 'account', ofFlow(event)),
    );
    this.reactions.on('api_errors', (tx, event, telling) => this.errors(tx, event, telling));
    this.log('links_tapped', ({ taps }) => `${taps.length} links of marketing messages were tapped`);
    this.log('marketing_event', ({ events }) => `marketing events: ${events.join(', ')}`);
    this.log('payment_configuration', ({ status }) => `a payment configuration is ${status}`);
    this.log(
      'partner_solution',
      ({ event, status }) => `${event} of a partner solution (${status ?? 'no status'})`,
    );
    this.log('group', ({ events }) => `group events: ${events.join(', ')}`);
  }

  /** Errors without a message are about the number: they mean for it what the same code means after a send. */
  private async errors(
    tx: Transaction,
    { codes }: FieldEventOf<'api_errors'>,
    telling: Telling,
  ): Promise<void> {
    for (const code of [...new Set(codes)].toSorted((one, other) => one - other).slice(0, 20)) {
      const rule = ruleFor(code);
      const effect = effectOf(rule);
      if (effect?.kind === 'hold_channel') await this.channels.hold(tx, telling.channelId, effect.ms);
      await this.consequences.applyTo(tx, telling, [telling.channelId], ofApiError(code, rule, telling.at));
    }
  }

  private log<
    K extends 'links_tapped' | 'marketing_event' | 'payment_configuration' | 'partner_solution' | 'group',
  >(kind: K, words: (event: FieldEventOf<K>) => string): void {
    this.reactions.on(kind, async (_tx, event, { channelId }) => {
      this.logger.log(`channel ${channelId}: ${words(event).slice(0, 300)}`);
    });
  }
}
