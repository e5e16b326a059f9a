import { Injectable, Logger } from '@nestjs/common';
import {
  Alerts,
  Deliveries,
  Metrics,
  type ChangeHandler,
  type ChangeOutcome,
  type LaneItem,
  type Transaction,
} from '../../platform/index.js';
import { Channels } from '../channels/channels.service.js';
import { FieldReactions } from './field-reactions.service.js';
import { readChange } from './read-change.js';
import { secondOf } from './told.repository.js';

const MAX_UNKNOWN = 100;

/** Acts on changes of webhook fields: read, then hand to whoever reacts to what they say. */
@Injectable()
export class ChannelChanges implements ChangeHandler {
  private readonly logger = new Logger('Channels');
  private readonly unknown = new Set<string>();

  constructor(
    private readonly deliveries: Deliveries,
    private readonly channels: Channels,
    private readonly reactions: FieldReactions,
    private readonly alerts: Alerts,
    private readonly metrics: Metrics,
  ) {}

  async handle(tx: Transaction, item: LaneItem): Promise<ChangeOutcome> {
    const channel = await this.channels.byId(item.channelId ?? '');
    if (channel === null || item.source === null) return { acted: false, heard: [] };
    const value = await this.deliveries.value(tx, item.source);
    const heard: string[] = [];
    let acted = false;
    const { id: channelId, portfolioId, wabaId } = channel;
    const at = toldAt(item);
    for (const event of readChange(item.field, value)) {
      if (event.kind === 'unknown') this.logOnce(item.field);
      const telling = { inboxId: item.id, field: item.field, channelId, portfolioId, wabaId, at };
      if (await this.reactions.react(tx, event, telling)) acted = true;
      this.metrics.count('field_events', { kind: event.kind });
      heard.push(event.kind);
    }
    return { acted, heard };
  }

  /** A field or shape nobody knows: once per field, so that a new one is noticed and a frequent one is no flood. */
  private logOnce(field: string | null): void {
    const name = field ?? '(none)';
    if (this.unknown.has(name) || this.unknown.size >= MAX_UNKNOWN) return;
    this.unknown.add(name);
    this.logger.warn(
      `a change of field ${name.slice(0, 60)} says nothing this version knows: kept, not acted on`,
    );
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

/**
 * `entry.time`; one ahead of our clock would make everything told after it look old. Ours in its place has whole seconds as well:
 * what was told twice in one is taken for a repeat, so what came between must be known for a tie.
 */
function toldAt({ metaAt, receivedAt }: LaneItem): Date {
  if (metaAt !== null && metaAt <= receivedAt) return metaAt;
  return secondOf(receivedAt);
}
