import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, putNews, Ticker, writeAudit, type Transaction } from '../../platform/index.js';
import { lockRaffle } from '../catalogue/index.js';
import {
  extendHolds,
  markSettled,
  rafflesWithOpenHolds,
  recordBeat,
  unsettledOutages,
  type Outage,
} from './heartbeat.repository.js';

const EVERY_MS = 10_000;

/**
 * One row says when the service last lived. Whoever finds it more than two minutes old ends an outage: every open hold gets the
 * lost time and 15 minutes on top, and its buyer is told, once, before anything expires. Raffle by raffle, each in a transaction
 * of its own: to have several raffles alone at a time would stop turns that sell in two of them.
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
    await this.database.transact(recordBeat);
    for (const outage of await unsettledOutages(this.database)) await this.settle(outage);
  }

  private async settle(outage: Outage): Promise<void> {
    for (const raffleId of await rafflesWithOpenHolds(this.database)) {
      await this.database.transact((tx) => this.giveTimeBack(tx, outage, raffleId));
    }
    await this.database.transact((tx) => this.finish(tx, outage));
  }

  private async finish(tx: Transaction, { id, beganAt, endedAt }: Outage): Promise<void> {
    if (!(await markSettled(tx, id))) return;
    const entry = { action: 'service.outage', targetKind: 'outage', targetId: id } as const;
    await writeAudit(tx, null, { ...entry, detail: { beganAt, endedAt } });
  }

  private async giveTimeBack(tx: Transaction, outage: Outage, raffleId: string): Promise<void> {
    await lockRaffle(tx, raffleId);
    const extended = await extendHolds(tx, outage, raffleId);
    const byContact = Map.groupBy(extended, ({ contactId }) => contactId);
    const items = [...byContact].map(([contactId, orders]) => ({
      contactId,
      news: { type: 'holds_extended', orderIds: orders.map(({ id }) => id) },
    }));
    await putNews(tx, items);
  }
}
