import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdminApp } from './app.js';
import { fetchedPayment, hold, openRaffle, sendReceipt, type Order, type Raffle } from './story.js';

let app: AdminApp;
let raffle: Raffle;
const orders: Order[] = [];

beforeAll(async () => {
  app = await AdminApp.start();
  raffle = await openRaffle(app);
  for (let n = 0; n < 7; n++) {
    const order = await hold(app, raffle, [String(n).padStart(2, '0')]);
    await sendReceipt(app, order);
    await fetchedPayment(app, order);
    orders.push(order);
  }
  for (let n = 0; n < 3; n++) await openRaffle(app);
  for (let n = 0; n < 3; n++) {
    await app.expect(201, 'POST', '/users', { body: { email: `p${n}@example.com`, role: 'seller' } });
    await app.expect(201, 'POST', '/api-keys', { body: { name: `k${n}`, scopes: ['read'] } });
    const body = {
      phoneNumberId: `10654035224300${n}`,
      businessAccountId: '1',
      accessToken: 'token-of-it',
      appSecrets: ['secret-of-it'],
    };
    await app.expect(201, 'POST', '/channels', { body });
  }
});
afterAll(() => app.stop());

interface Page {
  items: Record<string, unknown>[];
  nextCursor: string | null;
}

/** Every row, two at a time. */
async function walk(path: string): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  let cursor = '';
  for (;;) {
    const page: Page = await app.expect(
      200,
      'GET',
      `${path}${path.includes('?') ? '&' : '?'}limit=2${cursor}`,
    );
    expect(page.items.length).toBeLessThanOrEqual(2);
    rows.push(...page.items);
    if (page.nextCursor === null) return rows;
    expect(page.items).toHaveLength(2);
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
}

describe('walking a list page by page', () => {
  it.each(['/raffles', '/orders', '/payments', '/users', '/api-keys', '/channels', '/audit'])(
    'gives each row of %s once, in the order of the whole list',
    async (path) => {
      const whole: Page = await app.expect(200, 'GET', `${path}?limit=200`);
      expect(whole.nextCursor).toBeNull();
      expect(whole.items.length).toBeGreaterThanOrEqual(3);
      expect(await walk(path)).toEqual(whole.items);
    },
  );

  it('gives each number of a raffle once, ascending', async () => {
    const numbers = (await walk(`/raffles/${raffle.id}/tickets`)).map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0')));
  });

  it('ends on the last full page', async () => {
    const { nextCursor } = await app.expect<Page>(200, 'GET', '/payments?limit=7');
    expect(nextCursor).toBeNull();
  });

  it('is not disturbed by a row that comes meanwhile', async () => {
    const first: Page = await app.expect(200, 'GET', '/orders?limit=3');
    const late = await hold(app, raffle, ['50']);
    const rest: Page = await app.expect(200, 'GET', `/orders?limit=200&cursor=${first.nextCursor}`);
    const ids = [...first.items, ...rest.items].map(({ id }) => id);
    expect(ids).toEqual(orders.map(({ id }) => id).toReversed());
    expect(ids).not.toContain(late.id);
  });

  it('does not take the cursor of another list', async () => {
    const { nextCursor } = await app.expect<Page>(200, 'GET', `/raffles/${raffle.id}/tickets?limit=1`);
    expect((await app.call('GET', `/orders?cursor=${nextCursor}`)).status).toBe(400);
  });
});

describe('filters', () => {
  it('show orders of one raffle and state', async () => {
    const ids = (page: Page): unknown[] => page.items.map(({ id }) => id);
    const inReview: Page = await app.expect(
      200,
      'GET',
      `/orders?raffleId=${raffle.id}&state=in_review&limit=200`,
    );
    expect(ids(inReview)).toEqual(orders.map(({ id }) => id).toReversed());
    const other: Page = await app.expect(200, 'GET', `/orders?raffleId=01936f2a-8c00-7000-8000-00000000dead`);
    expect(other.items).toEqual([]);
  });

  it('show payments oldest first', async () => {
    const { items }: Page = await app.expect(200, 'GET', '/payments?state=in_review');
    expect(items.map(({ orderId }) => orderId)).toEqual(orders.map(({ id }) => id));
  });

  it('show numbers by status', async () => {
    const { items }: Page = await app.expect(200, 'GET', `/raffles/${raffle.id}/tickets?status=in_review`);
    expect(items).toEqual(
      orders.map(({ id }, n) => ({ number: String(n).padStart(2, '0'), status: 'in_review', orderId: id })),
    );
  });
});

describe('what is secret', () => {
  it('is in no list of channels', async () => {
    const text = await (await app.call('GET', '/channels')).text();
    expect(text).toContain('106540352243000');
    expect(text).not.toMatch(/token-of-it|secret-of-it/);
  });
});
