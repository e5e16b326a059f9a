import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Config, type Transaction } from '../../platform/index.js';
import { ChannelStateRepository } from '../state/channel-state.repository.js';
import {
  ofAccountAlert,
  ofBan,
  ofBusinessStatus,
  ofDeletion,
  ofOffboarding,
  ofPartnerApp,
  ofPartnerRemoval,
  ofReconnection,
  ofRestriction,
  ofReview,
  ofUnheardEvent,
  ofViolation,
} from './account-consequences.js';
import type { AccountEvent } from './account-events.js';
import type { Consequence } from './consequence.js';
import { Consequences } from './consequences.service.js';
import type { FieldEventOf } from './field-event.js';
import { FieldReactions, type Telling } from './field-reactions.service.js';
import { PricingTiers } from './pricing-tiers.repository.js';
import { Told } from './told.repository.js';

/** Acts on what Meta tells of business accounts. An account's events are about all of its numbers. */
@Injectable()
export class AccountReactions implements OnModuleInit {
  private readonly logger = new Logger('Channels');

  constructor(
    private readonly config: Config,
    private readonly reactions: FieldReactions,
    private readonly consequences: Consequences,
    private readonly state: ChannelStateRepository,
    private readonly tiers: PricingTiers,
    private readonly told: Told,
  ) {}

  onModuleInit(): void {
    this.follow('account_violation', ofViolation);
    this.follow('account_restricted', ofRestriction);
    this.follow('account_ban', ofBan);
    this.follow('account_deleted', ofDeletion);
    this.follow('account_offboarded', ofOffboarding);
    this.follow('account_reconnected', ofReconnection);
    this.follow('partner_removed', ofPartnerRemoval);
    this.follow('partner_app', (event) => ofPartnerApp(event, this.config.appId));
    this.follow('account_event_unheard_of', ofUnheardEvent);
    this.follow('account_alert', ofAccountAlert);
    this.follow('business_status', ofBusinessStatus);
    this.reactions.on('account_reviewed', (tx, event, telling) => this.reviewed(tx, event, telling));
    this.reactions.on('pricing_tier', (tx, event, telling) =>
      this.tiers.keep(tx, telling.wabaId, event, telling.at),
    );
    this.reactions.on('account_noted', async (_tx, { event }, { channelId }) => {
      this.logger.log(`Meta told ${event} of the account of channel ${channelId}`);
    });
  }

  private follow<K extends AccountEvent['kind']>(
    kind: K,
    consequenceOf: (event: FieldEventOf<K>) => Consequence,
  ): void {
    this.reactions.on(kind, (tx, event, telling) =>
      this.consequences.apply(tx, telling, 'account', consequenceOf(event)),
    );
  }

  private async reviewed(
    tx: Transaction,
    event: FieldEventOf<'account_reviewed'>,
    telling: Telling,
  ): Promise<void> {
    for (const channelId of await this.consequences.numbers(tx, telling, 'account')) {
      if ((await this.told.note(tx, channelId, 'review', telling.at)) !== 'stale')
        await this.state.setReview(tx, channelId, event.decision);
    }
    await this.consequences.apply(tx, telling, 'account', ofReview(event));
  }
}
