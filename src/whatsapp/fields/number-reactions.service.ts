import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../platform/index.js';
import { ChannelStateRepository } from '../state/channel-state.repository.js';
import { Consequences } from './consequences.service.js';
import type { FieldEventOf } from './field-event.js';
import { FieldReactions, type Telling } from './field-reactions.service.js';
import { ofLimits, ofName, ofSecurity } from './number-consequences.js';
import { Told } from './told.repository.js';

/** Acts on what Meta tells of single numbers and of the portfolio's limits. */
@Injectable()
export class NumberReactions implements OnModuleInit {
  private readonly logger = new Logger('Channels');

  constructor(
    private readonly reactions: FieldReactions,
    private readonly consequences: Consequences,
    private readonly state: ChannelStateRepository,
    private readonly told: Told,
  ) {}

  onModuleInit(): void {
    this.reactions.on('limits', (tx, event, telling) => this.limits(tx, event, telling));
    this.reactions.on('name_reviewed', (tx, event, telling) => this.name(tx, event, telling));
    this.reactions.on('security', (tx, event, telling) =>
      this.consequences.apply(tx, telling, event, ofSecurity(event)),
    );
    this.reactions.on('number_settings', async (_tx, { calling }, { channelId }) => {
      this.logger.log(`settings of channel ${channelId} changed: calling ${calling ?? 'not said'}`);
    });
    this.reactions.on('business_username', async (_tx, { status }, { channelId }) => {
      this.logger.log(`the username of channel ${channelId} is ${status}`);
    });
  }

  /** The budget is the portfolio's, whichever number was named; the rate is the number's own. */
  private async limits(tx: Transaction, event: FieldEventOf<'limits'>, telling: Telling): Promise<void> {
    const { portfolioId, at } = telling;
    let doubt = false;
    if (event.dailyRecipients !== null) {
      const order = await this.told.note(tx, portfolioId, 'limits', at);
      doubt = order === 'tie';
      if (order !== 'stale') await this.state.setDailyRecipients(tx, portfolioId, event.dailyRecipients);
    }
    if (event.event === 'THROUGHPUT_UPGRADE') {
      for (const channelId of await this.consequences.numberNamed(tx, telling, event.number)) {
        if ((await this.told.note(tx, channelId, 'throughput', at)) !== 'stale')
          await this.state.setThroughput(tx, channelId, 'high');
      }
    }
    const consequence = ofLimits(event);
    await this.consequences.apply(tx, telling, event, { ...consequence, check: consequence.check || doubt });
  }

  private async name(tx: Transaction, event: FieldEventOf<'name_reviewed'>, telling: Telling): Promise<void> {
    for (const channelId of await this.consequences.numberNamed(tx, telling, event.number)) {
      if ((await this.told.note(tx, channelId, 'name', telling.at)) !== 'stale')
        await this.state.setNameStatus(tx, channelId, event.decision);
    }
    await this.consequences.apply(tx, telling, event, ofName(event));
  }
}
