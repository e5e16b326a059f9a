import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Database } from '../../src/platform/index.js';
import { Orders } from '../../src/raffle/index.js';
import { say } from '../support/child.js';
import { serviceContext } from '../support/context.js';
import { numbersOf, run, type RushOrder } from './plan.js';

/** Holds through the service's own Orders. */
const url = process.env['DATABASE_URL'] ?? '';
const app = await NestFactory.createApplicationContext(serviceContext({ serviceUrl: url, ownerUrl: url }), {
  logger: ['error'],
});
const database = app.get(Database);
const orders = app.get(Orders);

process.on('message', (order: RushOrder) => {
  void run(order, async (i) => {
    const contactId = order.contacts[i % order.contacts.length] ?? '';
    const outcome = await database.transact((tx) =>
      orders.hold(tx, {
        raffleId: order.raffleId,
        contactId,
        channelId: null,
        origin: 'cash',
        numbers: numbersOf(order, i),
      }),
    );
    return outcome.kind === 'held';
  }).then(say);
});
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
say({ ready: true });
