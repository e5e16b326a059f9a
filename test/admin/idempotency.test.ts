import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { advance, setNow } from '../support/time.js';
import { AdminApp } from './app.js';
import { openRaffle, somePhone, type Order, type Raffle } from './story.js';

let app: AdminApp;
let raffle: Raffle;
let next = 0;

beforeAll(async () => {
  app = await AdminApp.start();
  raffle = await openRaffle(app);
});
afterAll(() => app.stop());

function order(key: string, body: object, caller?: string): Promise<Response> {
  const headers = { 'idempotency-key': key };
  return app.call('POST', '/orders', { body, headers, ...(caller === undefined ? {} : { key: caller }) });
}

function wish(): { raffleId: string; phone: string; numbers: string[] } {
  return { raffleId: raffle.id, phone: somePhone(), numbers: [String(next++).padStart(2, '0')] };
}

async function ordersAt(numbers: string[]): Promise<number> {
  const { items } = await app.expect<{ items: Order[] }>(200, 'GET', '/orders?limit=200');
  return items.filter((held) => held.numbers.join() === numbers.join()).length;
}

describe('an Idempotency-Key', () => {
  afterEach(() => setNow(app.owner, null));

  it('gives the same answer to the same request and no second effect', async () => {
    const body = wish();
    const answers = await Promise.all(Array.from({ length: 20 }, () => order('same', body)));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(20).fill(201));
    const texts = await Promise.all(answers.map((response) => response.text()));
    expect(new Set(texts).size).toBe(1);
    expect(await ordersAt(body.numbers)).toBe(1);
  });

  it('is refused with another body', async () => {
    await order('other', wish());
    const response = await order('other', wish());
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'idempotency_key_reused' });
  });

  it('means something else at another address and for another person', async () => {
    const body = wish();
    expect((await order('shared', body)).status).toBe(201);
    const { id: userId } = await app.expect<{ id: string }>(201, 'POST', '/users', {
      body: { email: 's@example.com', role: 'seller' },
    });
    const made = await app.expect<{ key: string }>(201, 'POST', '/api-keys', {
      body: { name: 's', scopes: ['sell'], userId },
    });
    expect((await order('shared', body, made.key)).status).toBe(409); // asked anew: the number is taken
    const elsewhere = `/payments/01936f2a-8c00-7000-8000-00000000dead/approve`;
    expect((await app.call('POST', elsewhere, { headers: { 'idempotency-key': 'shared' } })).status).toBe(
      404,
    );
  });

  it('remembers no refusal: the same request asks again', async () => {
    const body = wish();
    await app.expect(200, 'POST', `/raffles/${raffle.id}/pause`);
    expect((await order('again', body)).status).toBe(409);
    await app.expect(200, 'POST', `/raffles/${raffle.id}/resume`);
    expect((await order('again', body)).status).toBe(201);
  });

  it('is forgotten after a day', async () => {
    const body = wish();
    expect((await order('old', body)).status).toBe(201);
    await advance(app.owner, 24 * 60 * 60_000 - 60_000);
    expect((await order('old', body)).status).toBe(201);
    await advance(app.owner, 2 * 60_000);
    expect((await order('old', body)).status).toBe(409);
  });

  it('keeps no secret', async () => {
    const headers = { 'idempotency-key': 'secret' };
    const body = { name: 'x', scopes: ['read'] };
    const first = await app.expect<{ key: string }>(201, 'POST', '/api-keys', { body, headers });
    const second = await app.expect<{ key: string }>(201, 'POST', '/api-keys', { body, headers });
    expect(first.key).not.toBe(second.key);
    const kept = await app.owner.query('select 1 from idempotency_key where position($1 in body) > 0', [
      first.key,
    ]);
    expect(kept.rows).toEqual([]);
  });
});

describe('orders through REST', () => {
  it('of one person, fifty at once, stay within the limit', async () => {
    const small = await openRaffle(app, { maxPerPerson: 5 });
    const phone = somePhone();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        app.call('POST', '/orders', {
          body: { raffleId: small.id, phone, numbers: [String(n).padStart(2, '0')] },
        }),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(5);
    expect(statuses.filter((status) => status === 409)).toHaveLength(45);
    const refused = answers.find(({ status }) => status === 409);
    expect(await refused?.json()).toMatchObject({ code: 'over_limit', max: 5 });
  });

  it('for one number, twenty at once, have one winner and neighbours for the others', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        app.call('POST', '/orders', { body: { raffleId: raffle.id, phone: somePhone(), numbers: ['77'] } }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const response of answers.filter(({ status }) => status !== 201)) {
      const problem = (await response.json()) as { code: string; taken: string[]; neighbours: string[] };
      expect(problem).toMatchObject({ status: 409, code: 'numbers_taken', taken: ['77'] });
      expect(problem.neighbours.length).toBeGreaterThan(0);
      expect(problem.neighbours.every((number) => /^\d\d$/.test(number) && number !== '77')).toBe(true);
    }
  });
});
