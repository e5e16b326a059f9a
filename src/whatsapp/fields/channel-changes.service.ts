import { Injectable } from '@nestjs/common';
import {
  Alerts,
  Deliveries,
  Metrics,
  type ChangeHandler,
  type LaneItem,
  type Transaction,
} from '../../platform/index.js';
import { Channels } from '../channels/channels.service.js';
import { FieldReactions } from './field-reactions.service.js';
import { readChange } from './read-change.js';

/** Acts on changes of webhook fields: read, then hand to whoever reacts to what they say. */
@Injectable()
export class ChannelChanges implements ChangeHandler {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly channels: Channels,
    private readonly reactions: FieldReactions,
    private readonly alerts: Alerts,
    private readonly metrics: Metrics,
  ) {}

  async handle(tx: Transaction, item: LaneItem): Promise<'done' | 'ignored'> {
    const channel = await this.channels.byId(item.channelId ?? '');
    if (channel === null || item.source === null) return 'ignored';
    const value = await this.deliveries.value(tx, item.source);
    let acted = false;
    for (const event of readChange(item.field, value)) {
      const { id: channelId, portfolioId, wabaId } = channel;
      const at = item.metaAt ?? item.receivedAt;
      const telling = { inboxId: item.id, field: item.field, channelId, portfolioId, wabaId, at };
      if (await this.reactions.react(tx, event, telling)) acted = true;
      this.metrics.count('field_events', { kind: event.kind });
    }
    return acted ? 'done' : 'ignored';
  }

  async giveUp(tx: Transaction, item: LaneItem): Promise<void> {
    await this.alerts.raise(tx, {
      kind: 'change_not_processed',
      severity: 'critical',
      channelId: item.channelId,
      message: `a change of field ${item.field ?? '(none)'} could not be processed: see webhook event ${item.id}`,
    });
  }
}
