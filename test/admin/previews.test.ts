import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raffleBody } from '../support/raffle.js';
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

describe('before publishing', () => {
  interface Odds {
    method: string;
    warnings: { code: string }[];
    odds: {
      prizeIds: string[];
      rules: {
        onMiss: { policy: string } | null;
        chosen: boolean;
        cases: {
          sold: number;
          nobody: string;
          sentence: string;
          most: object | null;
          least: object | null;
        }[];
      }[];
    }[];
  }
  const preview = (raffle: Raffle, query = ''): Promise<Odds> =>
    app.expect<Odds>(200, 'GET', `/raffles/${raffle.id}/draw-preview${query}`);

  async function draft(changes: object = {}): Promise<Raffle> {
    return app.expect<Raffle>(201, 'POST', '/raffles', { body: raffleBody(changes) });
  }

  it('the organiser compares the odds under every rule for unsold numbers, with all and with half sold', async () => {
    const { method, warnings, odds } = await preview(await draft());
    expect(method).toContain('Digits of Lotería Nacional, draw 2847, are the winning number.');
    expect(warnings).toEqual([]);
    expect(odds.map(({ prizeIds }) => prizeIds)).toEqual([['first']]);
    const rules = odds[0]?.rules ?? [];
    expect(rules.map(({ onMiss, chosen }) => [onMiss?.policy, chosen])).toEqual([
      ['house', true],
      ['next_draw', false],
      ['next_up', false],
      ['next_down', false],
      ['nearest', false],
      ['seeded', false],
    ]);
    expect(rules[0]?.cases).toMatchObject([
      { sold: 1_000, nobody: '0.00000000', fairShare: '0.00100000', cannotWin: 0 },
      { sold: 500, nobody: '0.50000000', most: { timesFair: '1.00' }, least: { timesFair: '1.00' } },
    ]);
    const [all, half] = rules[2]?.cases ?? [];
    expect(all).toMatchObject({ sold: 1_000, most: { timesFair: '1.00' } });
    expect(half?.sentence).toMatch(/^With 500 sold, number \d{3} wins [2-9]\.\d\d times as often/);
  });

  it('the organiser asks for any number of sold ones, not above what there is', async () => {
    const raffle = await draft();
    const { odds } = await preview(raffle, '?sold=20');
    expect(odds[0]?.rules[0]?.cases.map(({ sold, nobody }) => [sold, nobody])).toEqual([[20, '0.98000000']]);
    for (const sold of ['0', '1001', 'many', '1.5'])
      await app.expect(400, 'GET', `/raffles/${raffle.id}/draw-preview?sold=${sold}`);
  });

  it('a draw by a beacon favours nobody', async () => {
    const raffle = await draft({
      drawMethod: { mode: 'drand' },
      prizes: [{ prizeId: 'first', name: 'Moto', units: 1 }],
    });
    const { method, odds } = await preview(raffle);
    expect(method).toContain('Every number sold has the same chance.');
    expect(odds).toMatchObject([{ prizeIds: ['first'], rules: [{ onMiss: null, chosen: true }] }]);
    expect(odds[0]?.rules[0]?.cases.map(({ most }) => most)).toMatchObject([
      { timesFair: '1.00' },
      { timesFair: '1.00' },
    ]);
  });

  it('odds that would take too long are refused with what would not', async () => {
    const digits = { extractors: [{ id: 'last5', position: 'first', take: 'last', n: 5 }], map: 'suffix' };
    const { drawMethod } = raffleBody() as { drawMethod: object };
    const prizes = [{ prizeId: 'first', name: 'Moto', units: 1, extract: ['last5'] }];
    const raffle = await draft({ emission: 1_000_000, drawMethod: { ...drawMethod, ...digits }, prizes });
    const refused = await app.expect(422, 'GET', `/raffles/${raffle.id}/draw-preview`);
    expect(refused).toMatchObject({ code: 'too_many_results', results: 2_200_000, most: 500_000 });
  });

  it('a raffle on sale is looked at with the numbers that are paid', async () => {
    const raffle = await openRaffle(app);
    const nobody = await preview(raffle);
    expect(nobody.odds[0]?.rules[0]?.cases).toMatchObject([{ sold: 0, nobody: '1.00000000', most: null }]);
    await buyer(raffle, '07', 1);
    await hold(app, raffle, ['08']);
    const { odds } = await preview(raffle);
    const up = odds[0]?.rules.find(({ onMiss }) => onMiss?.policy === 'next_up')?.cases;
    expect(up).toMatchObject([{ sold: 1, most: { number: '07', chance: '1.00000000' } }]);
    await app.expect(404, 'GET', '/raffles/01936f2a-8c00-7000-8000-00000000dead/draw-preview');
  });
});
