import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, Ticker } from '../../platform/index.js';
import { chainAudit } from './audit-chain.repository.js';
import { noteHeads } from './log-heads.repository.js';

const CHAIN_MS = 1_000;
const NOTE_MS = 3_600_000;

/**
 * Keeps the books honest towards whoever holds the database: every entry of the audit log is chained within a second, and once a day
 * the head of every chain is written where the database does not reach, into the service's own output.
 */
@Injectable()
export class LogHeads implements OnApplicationBootstrap {
  private readonly logger = new Logger('LogHead');

  constructor(
    private readonly database: Database,
    private readonly ticker: Ticker,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(CHAIN_MS, 'chain audit', () => this.chainWaiting());
    this.ticker.every(NOTE_MS, 'log heads', () => this.note());
  }

  async chainWaiting(): Promise<void> {
    while ((await this.database.transact((tx) => chainAudit(tx))) > 0);
  }

  /** Prints the heads of the day, once a day for all copies. */
  async note(): Promise<void> {
    const heads = await this.database.transact((tx) => noteHeads(tx));
    for (const { subject, day, seq, hash } of heads) this.logger.log(`${day} ${subject} ${seq} ${hash}`);
  }
}
