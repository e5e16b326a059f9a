import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AdminApp } from './app.js';
import { hold, openRaffle, paymentOf, sendReceipt, type Order, type Raffle } from './story.js';

const CARD = join(import.meta.dirname, '../../docs/rate-card.example.json');

let app: AdminApp;
let channel: string;
beforeAll(async () => {
  app = await AdminApp.start({ ROLE: 'web', RATE_CARD_FILE: CARD });
  channel = (await app.database.first<{ id: string }>('select id from channel'))?.id ?? '';
});
afterAll(() => app.stop());

/** A paid order of somebody who last wrote so many hours ago; null: never. */
async function buyer(
  raffle: Raffle,
  number: string,
  hoursAgo: number | null,
  optOut = 'none',
): Promise<Order> {
  const order = await hold(app, raffle, [number]);
  await sendReceipt(app, order);
  await app.expect(200, 'POST', `/payments/${(await paymentOf(app, order)).id}/approve`);
  await app.owner.query('update contact set opt_out = $2 where id = $1', [order.contactId, optOut]);
  await app.owner.query('delete from conversation where contact_id = $1', [order.contactId]);
  if (hoursAgo !== null)
    await app.owner.query(
      `insert into conversation (channel_id, contact_id, state, last_inbound_at, window_ends_at)
       values ($1, $2, '{}', app_now() - $3 * interval '1 hour', app_now() + (24 - $3) * interval '1 hour')`,
      [channel, order.contactId, hoursAgo],
    );
  return order;
}

const estimate = (raffle: Raffle, kind: string) =>
  app.expect(200, 'GET', `/raffles/${raffle.id}/notice-estimate?kind=${kind}`);

it('before a notice to many the organiser sees how many are outside the window, how many days it takes, and the cost', async () => {
  const raffle = await openRaffle(app);
  await buyer(raffle, '01', 1);
  await buyer(raffle, '02', 25);
  await buyer(raffle, '03', 48);
  await buyer(raffle, '04', null);
  await buyer(raffle, '05', 48, 'all');
  await hold(app, raffle, ['06']);

  expect(await estimate(raffle, 'list_frozen')).toMatchObject({
    kind: 'list_frozen',
    recipients: 3,
    outsideWindow: 2,
    withoutChat: 1,
    optedOut: 1,
    template: 'missing',
    dailyLimit: 250,
    usedToday: 0,
    days: 1,
    estimate: { currency: 'USD', unpriced: 0, minorUnits: expect.stringMatching(/^0?\.?\d/) as string },
  });

  await app.owner.query('update portfolio set daily_recipients = 1');
  await app.owner.query(
    `insert into template (waba_id, name, language, status, category)
     select waba_id, 'draw_result', 'es', 'APPROVED', 'UTILITY' from channel`,
  );
  expect(await estimate(raffle, 'draw_result')).toMatchObject({ template: 'usable', dailyLimit: 1, days: 2 });
  await app.expect(400, 'GET', `/raffles/${raffle.id}/notice-estimate?kind=gossip`);
});
