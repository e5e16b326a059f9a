import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, putNews, Ticker, type Transaction } from '../../platform/index.js';
import { lockDueOrders, serviceIsAlive } from './expiry.repository.js';
import { setEnded } from './order.repository.js';
import { Reservations } from './reservations.service.js';

const EVERY_MS = 5_000;
const ORDERS_A_TRANSACTION = 500;

/** Gives back the numbers of orders whose time is over, and tells their buyers. Runs on every node; they never wait for each other. */
@Injectable()
export class ExpirySweep implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly ticker: Ticker,
    private readonly reservations: Reservations,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(EVERY_MS, 'expire holds', async () => {
      await this.sweep();
    });
  }

  /** @returns how many orders expired */
  async sweep(): Promise<number> {
    let total = 0;
    for (;;) {
      const expired = await this.database.transact((tx) => this.expireSome(tx));
      total += expired;
      if (expired < ORDERS_A_TRANSACTION) return total;
    }
  }

  private async expireSome(tx: Transaction): Promise<number> {
    if (!(await serviceIsAlive(tx))) return 0; // first the heartbeat gives back what an outage took
    const due = await lockDueOrders(tx, ORDERS_A_TRANSACTION);
    if (due.length === 0) return 0;
    const holding = due.filter(({ hasNumbers }) => hasNumbers);
    if (holding.length > 0) await this.reservations.release(tx, holding);
    await setEnded(
      tx,
      due.map(({ id }) => id),
      'expired',
      false,
    );
    await putNews(
      tx,
      due.map(({ id, contactId }) => ({ contactId, news: { type: 'hold_expired', orderId: id } })),
    );
    return due.length;
  }
}
