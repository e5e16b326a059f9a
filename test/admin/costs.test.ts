import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/kernel/index.js';
import { Prices } from '../../src/whatsapp/index.js';
import { costsOfContact } from '../../src/admin/costs/costs.reader.js';
import { AdminApp } from './app.js';
import { hold, openRaffle, paymentOf, sendReceipt, type Raffle } from './story.js';

const CARD = join(import.meta.dirname, '../../docs/rate-card.example.json');

let app: AdminApp;
let channel: string;

beforeAll(async () => {
  app = await AdminApp.start({ ROLE: 'web', RATE_CARD_FILE: CARD });
  channel = (await app.database.first<{ id: string }>('select id from channel'))?.id ?? '';
});
afterAll(() => app.stop());

interface Message {
  contact: string;
  category?: string | null;
  free?: string;
  state?: string;
  at: string;
  order?: string;
  raffle?: string;
  purpose?: string;
  channel?: string;
}

/** Messages as the outbox has them once Meta told their price. */
async function sent(...messages: Message[]): Promise<void> {
  for (const one of messages) {
    await app.owner.query(
      `insert into outbox (id, channel_id, contact_id, purpose, content, state, pricing_type, pricing_category, billable_category,
         priced_at, created_at, order_id, raffle_id)
       values ($1, $2, $3, $4, '{}', $5, $6, $7, case when $8 then $7 end, $9, $9, $10, $11)`,
      [
        newId(),
        one.channel ?? channel,
        one.contact,
        one.purpose ?? 'reply',
        one.state ?? 'delivered',
        one.free ?? 'regular',
        one.category ?? 'service',
        one.free === undefined,
        one.at,
        one.order ?? null,
        one.raffle ?? null,
      ],
    );
  }
}

async function someone(waId: string | null, userId?: string): Promise<string> {
  const id = newId();
  const { rows } = await app.owner.query<{ id: string }>('select id from portfolio limit 1');
  await app.owner.query('insert into contact (id, portfolio_id) values ($1, $2)', [id, rows[0]?.id]);
  for (const [kind, value] of [
    ['wa_id', waId],
    ['user_id', userId],
  ] as const) {
    if (value === null || value === undefined) continue;
    await app.owner.query(
      'insert into contact_identifier (portfolio_id, contact_id, kind, value) values ($1, $2, $3, $4)',
      [rows[0]?.id, id, kind, value],
    );
  }
  return id;
}

interface Costs {
  total: Record<string, unknown>;
  items: Record<string, unknown>[];
  serviceAllowance: Record<string, unknown>[];
}
const costs = (query: string) => app.expect<Costs>(200, 'GET', `/costs?${query}`);
const usd = (minorUnits: string, unpriced = 0) => ({ minorUnits, currency: 'USD', unpriced });

describe('the costs of a month', () => {
  it('are counted by number and category as Meta told, and estimated by market; failed messages cost nothing', async () => {
    const mexican = await someone('5215550001111');
    const peruvian = await someone(null, 'PE.13491208655302741918');
    const at = '2027-03-10T12:00:00Z';
    await sent(
      { contact: mexican, at },
      { contact: mexican, at, state: 'read' },
      { contact: mexican, at, state: 'failed' },
      { contact: mexican, at, category: 'marketing' },
      { contact: peruvian, at },
      { contact: peruvian, at, free: 'free_entry_point', category: 'referral_conversion' },
      { contact: peruvian, at, category: 'a new one' },
      { contact: mexican, at: '2027-04-01T00:00:00Z' },
      { contact: mexican, at: '2027-02-28T23:59:59Z' },
    );
    const march = await costs('from=2027-03');
    const line = { month: '2027-03', channel };
    expect(march.items).toEqual([
      {
        ...line,
        category: 'a new one',
        messages: 1,
        free: 0,
        markets: [{ market: 'Peru', messages: 1 }],
        estimate: usd('0', 1),
      },
      {
        ...line,
        category: 'marketing',
        messages: 1,
        free: 0,
        markets: [{ market: 'Mexico', messages: 1 }],
        estimate: usd('3.05'),
      },
      { ...line, category: 'referral_conversion', messages: 0, free: 1, markets: [], estimate: usd('0') },
      {
        ...line,
        category: 'service',
        messages: 3,
        free: 0,
        markets: [
          { market: 'Mexico', messages: 2 },
          { market: 'Peru', messages: 1 },
        ],
        estimate: usd('3.7'),
      },
    ]);
    expect(march.total).toEqual({
      messages: 5,
      free: 1,
      estimate: usd('6.75', 1),
      afterAllowance: usd('3.05', 1),
    });
    expect(march.serviceAllowance).toEqual([{ ...line, allowed: 1000, used: 3 }]);
  });

  it('are asked for by number, by category and for several months', async () => {
    const contact = await someone('5215550002222');
    const other = newId();
    await app.owner.query(
      `insert into channel (id, portfolio_id, phone_number_id, waba_id, access_token, app_secrets)
       select $1, portfolio_id, '1065', waba_id, access_token, app_secrets from channel limit 1`,
      [other],
    );
    await sent(
      { contact, at: '2027-05-31T23:59:59Z' },
      { contact, at: '2027-06-01T00:00:00Z', category: 'utility' },
      { contact, at: '2027-06-01T00:00:00Z', channel: other },
    );
    const of = async (query: string) =>
      (await costs(query)).items.map(({ month, category }) => `${String(month)} ${String(category)}`);
    expect(await of('from=2027-05&to=2027-06')).toHaveLength(3);
    expect(await of(`from=2027-05&to=2027-06&channel=${other}`)).toEqual(['2027-06 service']);
    expect(await of('from=2027-05&to=2027-06&category=utility')).toEqual(['2027-06 utility']);
    expect(await of('from=2027-05')).toEqual(['2027-05 service']);
    expect((await costs('')).items.every(({ month }) => month === new Date().toISOString().slice(0, 7))).toBe(
      true,
    );
  });

  it.each(['from=2027-13', 'from=2027-05&to=2027-04', 'from=2027-01&to=2029-01', 'raffle=x', 'from=1'])(
    'are refused for %s',
    async (query) => {
      expect((await app.call('GET', `/costs?${query}`)).status).toBe(400);
    },
  );

  it('beyond the allowance cost for what is beyond it, each number by itself', async () => {
    const contact = await someone('5215550003333');
    await app.owner.query(
      `insert into outbox (id, channel_id, contact_id, purpose, content, state, pricing_type, pricing_category, billable_category, priced_at)
       select gen_random_uuid(), $1, $2, 'reply', '{}', 'delivered', 'regular', 'service', 'service', '2027-07-05T00:00:00Z'
       from generate_series(1, 1100)`,
      [channel, contact],
    );
    const july = await costs('from=2027-07');
    expect(july.serviceAllowance).toMatchObject([{ used: 1000 }]);
    expect(july.total).toMatchObject({ messages: 1100, estimate: usd('935'), afterAllowance: usd('85') });
  });
});

describe('the messages of a purchase', () => {
  const START = Date.parse('2027-08-01T00:00:00Z');
  const at = (minute: number) => new Date(START + minute * 60_000).toISOString();

  async function purchase(
    raffle: Raffle,
    number: string,
    phone: string,
  ): Promise<{ id: string; contact: string }> {
    const order = await hold(app, raffle, [number], phone);
    await sendReceipt(app, order);
    await app.expect(200, 'POST', `/payments/${(await paymentOf(app, order)).id}/approve`);
    return { id: order.id, contact: order.contactId };
  }

  it('are those after the ticket before, up to the own ticket, counted for its raffle only', async () => {
    const [first, second] = [await openRaffle(app), await openRaffle(app)];
    const phone = '+5215550007777';
    const one = await purchase(first, '01', phone);
    const two = await purchase(second, '02', phone);
    const { contact } = one;
    for (const [n, { id }] of [one, two].entries()) {
      await app.owner.query('update raffle_order set paid_at = $2 where id = $1', [id, at(10 + n * 10)]);
    }
    await sent(
      { contact, at: at(1) },
      { contact, at: at(2), category: 'marketing' },
      { contact, at: at(11), order: one.id, raffle: first.id, purpose: 'paid' },
      { contact, at: at(12) },
      { contact, at: at(13), free: 'free_customer_service' },
      { contact, at: at(14), state: 'failed' },
      { contact, at: at(21), order: two.id, raffle: second.id, purpose: 'paid' },
      { contact, at: at(30), order: two.id, raffle: second.id },
      { contact, at: at(31) },
    );
    const billableOf = async (raffle: Raffle) =>
      (await app.expect<{ billable: object }>(200, 'GET', `/raffles/${raffle.id}/stats`)).billable;
    expect(await billableOf(first)).toEqual({
      messages: 3,
      byCategory: [
        { category: 'marketing', messages: 1 },
        { category: 'service', messages: 2 },
      ],
      inPurchases: 3,
      purchases: 1,
      perPurchase: '3.00',
      estimate: usd('4.75'),
    });
    expect(await billableOf(second)).toMatchObject({ messages: 3, inPurchases: 2, perPurchase: '2.00' });
    const august = await costs(`from=2027-08&raffle=${second.id}`);
    expect(august.total).toEqual({ messages: 3, free: 0, estimate: usd('2.55'), afterAllowance: null });
  });

  it('are found for any order of messages, payments and tickets as the rule says', async () => {
    const raffle = await openRaffle(app);
    const prices = app.app.get(Prices, { strict: false });
    const event = fc.oneof(
      { weight: 4, arbitrary: fc.constant('message' as const) },
      fc.constantFrom('paid and told', 'paid, told later', 'paid, not told', 'failed', 'free'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 25 }), async (events) => {
        const contact = await someone(String(5215500000000 + Math.floor(Math.random() * 1e9)));
        const { expected, told } = await live(events, contact, raffle);
        await sent(...told);
        const rows = await costsOfContact(app.database, prices, contact);
        const found = Map.groupBy(rows, ({ orderId }) => orderId);
        expect(
          Object.fromEntries(
            [...found].map(([id, group]) => [id, group.reduce((n, { messages }) => n + messages, 0)]),
          ),
        ).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  /** Lives through the events, and counts by the rule told in words: a ticket, or a payment without one, closes a purchase. */
  async function live(events: readonly string[], contact: string, raffle: Raffle) {
    const told: Message[] = [];
    const expected: Record<string, number> = {};
    let open = 0;
    let later: string | null = null;
    const close = (order: string): void => {
      if (open > 0) expected[order] = open;
      open = 0;
    };
    for (const [n, event] of [...events, 'end'].entries()) {
      const minute = (n + 1) * 10;
      if (later !== null) {
        told.push({ contact, at: at(minute - 1), order: later, purpose: 'paid' });
        open++;
        close(later);
        later = null;
      }
      if (event === 'message') told.push({ contact, at: at(minute) });
      if (event === 'message') open++;
      if (event === 'failed') told.push({ contact, at: at(minute), state: 'failed' });
      if (event === 'free') told.push({ contact, at: at(minute), free: 'free_entry_point' });
      if (!event.startsWith('paid')) continue;
      const order = await paidOrder(contact, raffle, at(minute));
      if (event === 'paid, told later') later = order;
      if (event === 'paid and told') {
        told.push({ contact, at: at(minute + 1), order, purpose: 'paid' });
        open++;
      }
      if (event !== 'paid, told later') close(order);
    }
    if (open > 0) expected['null'] = open;
    return { expected, told };
  }

  async function paidOrder(contact: string, raffle: Raffle, paidAt: string): Promise<string> {
    const id = newId();
    await app.owner.query(
      `insert into raffle_order (id, code, raffle_id, contact_id, origin, state, numbers, has_numbers, amount_minor, currency, identity,
         rules_hash, paid_at)
       values ($1, $2, $3, $4, 'chat', 'refunded', '{1}', false, 5000, 'MXN', '+52', '', $5)`,
      [id, id.slice(-12), raffle.id, contact, paidAt],
    );
    return id;
  }
});
