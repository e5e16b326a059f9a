import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, putNews, Ticker, type Transaction } from '../../platform/index.js';
import { lockRaffle } from '../catalogue/index.js';
import { beat, extendOpenHolds, lastBeat, rafflesWithOpenHolds } from './heartbeat.repository.js';

const EVERY_MS = 10_000;

/**
 * One row says when the service last lived. Whoever finds it more than two minutes old ends an outage: every open hold gets the
 * lost time and 15 minutes on top, and its buyer is told, once, before anything expires.
 */
@Injectable()
export class Heartbeat implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly ticker: Ticker,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(EVERY_MS, 'heartbeat', () => this.beat());
  }

  async beat(): Promise<void> {
    await this.database.transact(async (tx) => {
      const last = await lastBeat(tx);
      if (last?.outage === true) await this.endOutage(tx, last.at);
      await beat(tx);
    });
  }

  private async endOutage(tx: Transaction, lastAt: Date): Promise<void> {
    const raffleIds = await rafflesWithOpenHolds(tx);
    for (const raffleId of raffleIds) await lockRaffle(tx, raffleId);
    const extended = await extendOpenHolds(tx, raffleIds, lastAt);
    const byContact = Map.groupBy(extended, ({ contactId }) => contactId);
    const items = [...byContact].map(([contactId, orders]) => ({
      contactId,
      news: { type: 'holds_extended', orderIds: orders.map(({ id }) => id) },
    }));
    await putNews(tx, items);
  }
}
