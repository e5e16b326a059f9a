import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, Ticker } from '../../platform/index.js';
import type { Channel } from '../channels/channel.js';
import { Channels } from '../channels/channels.service.js';
import { SEND_TIMEOUT_MS } from '../graph/graph-answer.js';
import { GraphClient, GraphFault } from '../graph/graph.client.js';
import { Breakers } from './breaker.repository.js';
import { SenderHint } from './sender-hint.service.js';

const EVERY_MS = 1_000;
/** Meta's own trouble, told politely. */
const TROUBLE: ReadonlySet<number | null> = new Set([null, 1, 2]);

/** Asks a Meta that did not answer sends whether it is back, with a question that costs nothing and changes nothing. */
@Injectable()
export class BreakerProbe implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly breakers: Breakers,
    private readonly channels: Channels,
    private readonly graph: GraphClient,
    private readonly hint: SenderHint,
    private readonly ticker: Ticker,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(EVERY_MS, 'probe of Meta', () => this.probe());
  }

  /** Asks about every number whose turn it is. */
  async probe(): Promise<void> {
    const due = await this.database.transact((tx) => this.breakers.takeProbes(tx));
    await Promise.all(due.map((channelId) => this.probeFor(channelId)));
  }

  private async probeFor(channelId: string): Promise<void> {
    const channel = await this.channels.byId(channelId);
    const back = channel !== null && (await this.answers(channel));
    await this.database.transact((tx) =>
      back ? this.breakers.halfOpen(tx, channelId) : this.breakers.stayOpen(tx, channelId),
    );
    if (back) this.hint.raise();
  }

  private async answers(channel: Channel): Promise<boolean> {
    try {
      await this.graph.node(channel, channel.phoneNumberId, ['id'], AbortSignal.timeout(SEND_TIMEOUT_MS));
      return true;
    } catch (error) {
      if (!(error instanceof GraphFault)) throw error;
      return !TROUBLE.has(error.code);
    }
  }
}
