import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO } from '../../src/platform/index.js';
import type { Phone } from '../../simulator/index.js';
import { openRaffle } from '../support/raffle.js';
import { startService, type TestService } from '../support/service.js';

const LIMIT = 20;
const BY_CHAT = 35;
const BY_REST = 15;
const WA_ID = '5215512349999';
const USER_ID = 'MX.9999';
/** What Meta may tell of a sender. */
const SENDERS = [{ from: WA_ID }, { from_user_id: USER_ID }, { from: WA_ID, from_user_id: USER_ID }];

let service: TestService;
let raffleId: string;
beforeAll(async () => {
  service = await startService();
  raffleId = await openRaffle(service, { maxPerPerson: LIMIT });
});
afterAll(() => service.stop());

it('fifty orders at once of one person, through chat and REST and two identifiers, stop at the limit', async () => {
  const phone = service.simulator.person({ name: 'Laura', waId: WA_ID, userId: USER_ID });
  await says(phone, 'hola', /mayor de 18/);
  await says(phone, 'sí', /Qué quieres hacer/);

  const chats = Array.from({ length: BY_CHAT }, (_, i) => orderByChat(i));
  const sales = Array.from({ length: BY_REST }, (_, i) => orderByRest(500 + i));
  expect(new Set(await Promise.all(chats))).toEqual(new Set([200]));
  const refused = (await Promise.all(sales)).filter((status) => status !== 201);
  expect(refused.filter((status) => status !== 409)).toEqual([]);
  const states = () => service.db.database.rows(`select distinct state from inbox where kind = 'message'`);
  await expect.poll(states, { timeout: 30_000 }).toEqual([{ state: 'done' }]);

  const limits = await service.db.database.rows('select taken, allowed from purchase_limit');
  expect(limits).toEqual([{ taken: LIMIT, allowed: LIMIT }]);
  const orders = await service.db.database.rows(
    `select origin, sum(cardinality(numbers))::int as numbers, count(distinct contact_id)::int as people
     from raffle_order where state = 'held' group by 1 order by 1`,
  );
  const byRest = BY_REST - refused.length;
  const chat = { origin: 'chat', numbers: LIMIT - byRest, people: 1 };
  expect(orders).toEqual(byRest === 0 ? [chat] : [chat, { origin: 'seller', numbers: byRest, people: 1 }]);
  const held = await service.db.database.rows(`select from ticket where status = 'held'`);
  expect(held).toHaveLength(LIMIT);
  expect(await service.db.database.rows('select from contact')).toHaveLength(1);
});

async function says(phone: Phone, text: string, expected: RegExp): Promise<void> {
  phone.sendText(text);
  expect((await phone.waitFor(() => true, 15_000)).text).toMatch(expected);
}

/** One delivery with the whole way to a hold, so that orders written at once do not get between each other's lines. */
async function orderByChat(number: number): Promise<number> {
  const sender = SENDERS[number % SENDERS.length];
  const messages = ['comprar', String(number), 'sí'].map((body, line) => ({
    ...sender,
    id: `wamid.${number}.${line}`,
    timestamp: String(Math.floor(Date.now() / 1000)),
    type: 'text',
    text: { body },
  }));
  const value = { metadata: { phone_number_id: DEMO.phoneNumberId }, messages };
  const entry = { id: DEMO.businessAccountId, changes: [{ field: 'messages', value }] };
  const answer = await service.post(JSON.stringify({ object: 'whatsapp_business_account', entry: [entry] }));
  return answer.status;
}

async function orderByRest(number: number): Promise<number> {
  const body = { raffleId, phone: `+${WA_ID}`, numbers: [String(number)] };
  return (await service.api('POST', '/orders', body)).status;
}
