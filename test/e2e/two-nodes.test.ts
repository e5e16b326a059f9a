import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ServiceProcess } from '../../bench/support/service.js';
import type { Phone, Simulator } from '../../simulator/index.js';
import { Outbox } from '../../src/whatsapp/sender/outbox.repository.js';
import { openTestDatabase, type OpenTestDatabase } from '../support/open.js';
import { startMeta, startProcess } from '../support/processes.js';

/** Meta's limit of a number, received and sent together, in any second. */
const LIMIT = 80;
/** What the number shall at least use of it while there is more to say than it may. */
const USED = 45;
const AUDIENCE = 60;
const RESULTS = 700;
const FAVOURITE_GETS = 60;
/** Of which a burst goes, below the 45 Meta lends a pair; the rest takes minutes. */
const FAVOURITE_BURST = 38;
const WRITERS = 100;
const AT_ONCE = 5;
const EVERY_MS = 500;

let db: OpenTestDatabase;
let meta: Simulator;
let nodes: ServiceProcess[];
/** When people wrote, ms since 1970. */
const received: number[] = [];

beforeAll(async () => {
  db = await openTestDatabase(4);
  meta = await startMeta();
  const limits = { serviceWindow: false, pairRate: true, throughput: LIMIT, countReceived: true };
  Object.assign(meta.number().limits, limits);
  const start = (name: string) => startProcess(db, meta, { name });
  nodes = [await start('node-one'), await start('node-two')];
  meta.webhookUrl = `http://127.0.0.1:${nodes[0]!.port}/webhook`;
});
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.kill()));
  await meta.stop();
  await db.close();
});

it('two nodes with more to say than a number may keep below its rate and every pair’s, while people write', async () => {
  const audience = people(AUDIENCE, '52157100');
  await talk(audience, 8);
  await expect.poll(unsent, { timeout: 15_000 }).toBe(0);
  const begun = Date.now();
  await tellResults();
  const writers = people(WRITERS, '52157200');
  await talk(writers, AT_ONCE);
  await expect
    .poll(unsent, { timeout: 60_000, interval: 200 })
    .toBeLessThanOrEqual(FAVOURITE_GETS - FAVOURITE_BURST);
  const ended = Date.now();
  await meta.idle();

  const sent = meta.accepted(0, 10_000).map(({ at }) => at);
  expect(meta.stats().refused).not.toHaveProperty('130429');
  expect(meta.stats().refused).not.toHaveProperty('131056');
  expect(mostInASecond([...sent, ...received])).toBeLessThan(LIMIT);
  const during = [...sent, ...received].filter((at) => at > begun && at <= ended);
  expect(during.length / ((ended - begun) / 1_000)).toBeGreaterThan(USED);
  expect(await nodesThatSent()).toBe(2);
});

function people(count: number, prefix: string): Phone[] {
  return Array.from({ length: count }, (_, i) => {
    const digits = `${prefix}${String(i).padStart(5, '0')}`;
    return meta.person({ name: `Persona ${i}`, waId: digits, userId: `MX.${digits}` });
  });
}

/** Everybody writes once, some at once in bursts; all taken. */
async function talk(phones: readonly Phone[], atOnce: number): Promise<void> {
  const messages = [];
  for (let i = 0; i < phones.length; i += atOnce) {
    for (const phone of phones.slice(i, i + atOnce)) {
      received.push(Date.now());
      messages.push(phone.sendText('hola'));
    }
    await sleep(EVERY_MS);
  }
  expect(await Promise.all(messages.map(({ acknowledged }) => acknowledged))).not.toContain(false);
}

/** Results for the audience, and many more for one of them than a pair may get. */
async function tellResults(): Promise<void> {
  const contacts = await db.database.rows<{ id: string; channel: string }>(
    `select v.contact_id as id, v.channel_id as channel from conversation v order by v.contact_id limit ${AUDIENCE}`,
  );
  const [favourite, ...others] = contacts;
  const to = [
    ...Array.from({ length: RESULTS }, (_, i) => others[i % others.length]!),
    ...Array.from({ length: FAVOURITE_GETS }, () => favourite!),
  ];
  await db.database.transact((tx) =>
    new Outbox().enqueue(
      tx,
      to.map(({ id, channel }, i) => ({
        channelId: channel,
        contactId: id,
        purpose: 'draw_result',
        priority: 'result' as const,
        content: { kind: 'text' as const, body: `resultado ${i}` },
      })),
    ),
  );
}

/** Messages that wait for their turn. */
async function unsent(): Promise<number> {
  const row = await db.database.first<{ n: number }>(
    `select count(*)::int as n from outbox where state in ('pending', 'leased', 'unknown')`,
  );
  return row?.n ?? 0;
}

/** The most of these moments (ms) that lie in one second, wherever it begins. */
function mostInASecond(moments: readonly number[]): number {
  const sorted = moments.toSorted((one, other) => one - other);
  let first = 0;
  return sorted.reduce((most, at, last) => {
    while (sorted[first]! <= at - 1_000) first++;
    return Math.max(most, last - first + 1);
  }, 0);
}

async function nodesThatSent(): Promise<number> {
  const counts = await Promise.all(nodes.map(accepted));
  return counts.filter((count) => count > 0).length;
}

async function accepted({ port }: ServiceProcess): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^talonario_messages_accepted_total (\d+)/m.exec(metrics)?.[1] ?? 0);
}
