import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, Metrics, Ticker } from '../../platform/index.js';
import { Recipients } from './recipients.repository.js';
import { SendRecord } from './send-record.repository.js';
import { SenderHint } from './sender-hint.service.js';
import { WaitingMessages } from './waiting.repository.js';
import { Statuses } from '../statuses/statuses.repository.js';

const SWEEP_MS = 5_000;
const PRUNE_MS = 3_600_000;

/** What the sender and the webhook leave behind when processes die or messages cross. */
@Injectable()
export class OutboxSweep implements OnApplicationBootstrap {
  private readonly logger = new Logger('Sender');

  constructor(
    private readonly database: Database,
    private readonly record: SendRecord,
    private readonly waiting: WaitingMessages,
    private readonly recipients: Recipients,
    private readonly statuses: Statuses,
    private readonly hint: SenderHint,
    private readonly ticker: Ticker,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(SWEEP_MS, 'outbox sweep', () => this.sweep());
    this.ticker.every(PRUNE_MS, 'status pruning', () =>
      this.database.transact((tx) => this.statuses.pruneOrphans(tx)),
    );
    this.ticker.every(PRUNE_MS, 'recipient pruning', () =>
      this.database.transact((tx) => this.recipients.prune(tx)),
    );
  }

  /** One round: leases that ran out, messages nothing holds back any more, statuses that were faster than the answer to the send. */
  async sweep(): Promise<void> {
    const expired = await this.database.transact((tx) => this.record.expireLeases(tx));
    if (expired > 0) {
      this.logger.warn('leases of a dead or stalled sender ran out');
      this.metrics.count('sender_leases_expired', {}, expired);
    }
    const released = await this.database.transact((tx) => this.waiting.release(tx));
    if (released > 0) this.hint.raise();
    await this.database.transact((tx) => this.statuses.joinOrphans(tx));
  }
}
