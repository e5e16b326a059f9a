import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, Ticker } from '../../platform/index.js';
import { chainAll, rafflesToChain } from './log-chain.repository.js';

const EVERY_MS = 500;

/** Chains what the sales wrote into the raffles' public logs, within a second. On any node: an advisory lock keeps them apart. */
@Injectable()
export class EventSequencer implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly ticker: Ticker,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(EVERY_MS, 'chain events', () => this.chainWaiting());
  }

  async chainWaiting(): Promise<void> {
    for (const raffleId of await rafflesToChain(this.database)) {
      await this.database.transact((tx) => chainAll(tx, raffleId));
    }
  }
}
