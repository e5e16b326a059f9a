import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, Jobs, nowOf, sleep, Ticker, type Transaction } from '../../platform/index.js';
import { ChannelStops } from '../channels/channel-stops.repository.js';
import { Told } from '../fields/told.repository.js';
import { ChannelStateRepository, type LastCheck } from './channel-state.repository.js';

/** The job that reads a number's state back. */
export const CHANNEL_CHECK = 'channel_check';

const SWEEP_MS = 20_000;
const POLL_MS = 50;
const ATTEMPTS = 5;

/**
 * What Meta says of our numbers when asked. Webhooks come late, twice, out of order or not at all, so before sends go on after a
 * stop the state is read back; besides every hour, since no webhook carries quality and health.
 */
@Injectable()
export class ChannelState implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly state: ChannelStateRepository,
    private readonly stops: ChannelStops,
    private readonly told: Told,
    private readonly ticker: Ticker,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(SWEEP_MS, 'reading numbers back', () => this.sweep());
  }

  /** Reads the state back soon. However often it is asked for, it runs once. */
  async requestCheck(tx: Transaction, channelId: string): Promise<void> {
    await this.state.postponeCheck(tx, channelId);
    await this.enqueue(tx, channelId);
  }

  async sweep(): Promise<void> {
    await this.database.transact(async (tx) => {
      for (const channelId of await this.state.takeDue(tx)) await this.enqueue(tx, channelId);
    });
  }

  /** A person says that the number may go on: the read-back that follows lifts its stops unless Meta says no. */
  async confirm(tx: Transaction, channelId: string, userId: string): Promise<string[]> {
    const causes = await this.stops.confirm(tx, channelId, userId);
    await this.requestCheck(tx, channelId);
    return causes;
  }

  /** A person lets the number go on whatever Meta says. What Meta told before now changes nothing any more. */
  async force(tx: Transaction, channelId: string): Promise<string[]> {
    const causes = await this.stops.liftAll(tx, channelId);
    const now = await nowOf(tx);
    for (const cause of causes.toSorted()) await this.told.note(tx, channelId, `stop:${cause}`, now);
    await this.requestCheck(tx, channelId);
    return causes;
  }

  /** Waits for a read-back begun at `since` or later. Null where it has not ended by then. */
  async waitForCheck(channelId: string, since: Date, ms: number): Promise<LastCheck | null> {
    for (const end = performance.now() + ms; ; await sleep(POLL_MS)) {
      const last = await this.state.lastCheck(this.database, channelId);
      if (last?.triedAt !== null && last?.triedAt !== undefined && last.triedAt >= since) return last;
      if (performance.now() > end) return null;
    }
  }

  private enqueue(tx: Transaction, channelId: string): Promise<void> {
    const options = { jobKey: `${CHANNEL_CHECK}:${channelId}`, maxAttempts: ATTEMPTS };
    return this.jobs.add(tx, CHANNEL_CHECK, { channelId }, options);
  }
}
