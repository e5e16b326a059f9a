import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  BENCH_ACCOUNT,
  BENCH_APP_SECRET,
  BENCH_NUMBER,
  type ServiceProcess,
} from '../../bench/support/service.js';
import type { Phone, Simulator } from '../../simulator/index.js';
import { openTestDatabase, type OpenTestDatabase } from '../support/open.js';
import { startMeta, startProcess } from '../support/processes.js';
import { sign } from '../support/service.js';

const HELD_MS = 5_000;
const ACKNOWLEDGED_MS = 100;
const PEOPLE = 10;
const EACH = 10;
const AT_ONCE = 4;
/** Each sender's rest after a message: with it as many come in as a busy number gets, about two hundred a second. */
const REST_MS = 15;

let db: OpenTestDatabase;
let meta: Simulator;
let service: ServiceProcess;
let holder: Client;
let posted = 0;

beforeAll(async () => {
  db = await openTestDatabase(4);
  meta = await startMeta();
  meta.number().limits.serviceWindow = false; // the messages do not come from its phones
  meta.configure({ statuses: { sent: false, delivered: false, read: false } }); // they would come by the same door
  service = await startProcess(db, meta, { name: 'held-lane' });
  holder = new Client({ connectionString: db.ownerUrl });
  await holder.connect();
});
afterAll(async () => {
  await holder.end();
  await service.kill();
  await meta.stop();
  await db.close();
});

it('a lane held for 5 s delays nobody’s acknowledgement, no neighbour’s reply, and keeps its own order', async () => {
  const phones = Array.from({ length: PEOPLE }, (_, i) =>
    meta.person({ name: `Persona ${i}`, waId: `5215700000${i}`, userId: `MX.700${i}` }),
  );
  const [held, ...neighbours] = phones as [Phone, ...Phone[]];
  await flood(phones); // connections, plans and code are warm after this
  await replies(phones, EACH);

  const since = Date.now();
  await holdLane(held);
  const floods = await floodUntilQuick(phones);
  await replies(neighbours, (1 + floods) * EACH);
  await sleep(Math.max(0, since + HELD_MS - Date.now())); // the neighbours were answered with the lane still held
  expect(held.inbox()).toHaveLength(EACH);

  await holder.query('rollback');
  await replies([held], (1 + floods) * EACH);
  expect(held.inbox().map((message) => message.callbackData)).toEqual(await repliesInOrderOf(held));
});

/** A hundred messages, none acknowledged later than it must; how often they were sent, because somebody else may need the machine. */
async function floodUntilQuick(phones: readonly Phone[]): Promise<number> {
  const slowest: number[] = [];
  while (slowest.length < 3 && Math.min(...slowest) >= ACKNOWLEDGED_MS)
    slowest.push(Math.max(...(await flood(phones))));
  expect(Math.min(...slowest)).toBeLessThan(ACKNOWLEDGED_MS);
  return slowest.length;
}

/** Posts as many messages for each, a few at a time, in turns; how long each took to be acknowledged, in ms. */
async function flood(phones: readonly Phone[]): Promise<number[]> {
  const queue = Array.from({ length: EACH }, () => phones).flat();
  const took: number[] = [];
  const next = async (): Promise<void> => {
    for (let phone = queue.shift(); phone !== undefined; phone = queue.shift()) {
      took.push(await post(phone));
      await sleep(REST_MS);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return took;
}

async function post({ person }: Phone): Promise<number> {
  const number = ++posted;
  const message = {
    from: person.waId,
    from_user_id: person.userId,
    id: `wamid.held.${number}`,
    timestamp: String(Math.floor(Date.now() / 1000)),
    type: 'text',
    text: { body: number % 2 === 0 ? 'hola' : 'ayuda' },
  };
  const value = { metadata: { phone_number_id: BENCH_NUMBER }, messages: [message] };
  const entry = { id: BENCH_ACCOUNT, changes: [{ field: 'messages', value }] };
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [entry] });
  const since = performance.now();
  const answer = await fetch(`http://127.0.0.1:${service.port}/webhook`, {
    method: 'POST',
    body,
    headers: { 'x-hub-signature-256': sign(body, BENCH_APP_SECRET) },
  });
  await answer.text();
  expect(answer.status).toBe(200);
  return performance.now() - since;
}

async function holdLane({ person }: Phone): Promise<void> {
  await holder.query('begin');
  const { rowCount } = await holder.query(
    `select from inbox_lane where id = (select contact_id from contact_identifier where value = $1) for no key update`,
    [person.userId],
  );
  expect(rowCount).toBe(1);
}

/** Until everybody has exactly so many replies on the screen. */
function replies(phones: readonly Phone[], count: number): Promise<void> {
  return expect
    .poll(() => phones.map((phone) => phone.inbox().length), { timeout: 15_000 })
    .toEqual(phones.map(() => count));
}

/** Outbox ids by the order in which the messages they answer were stored. */
async function repliesInOrderOf({ person }: Phone): Promise<string[]> {
  const rows = await db.database.rows<{ id: string }>(
    `select o.id from outbox o join contact_identifier c using (contact_id) where c.value = $1 order by o.inbox_id`,
    [person.userId ?? ''],
  );
  return rows.map((row) => row.id);
}
