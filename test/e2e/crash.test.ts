import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceProcess } from '../../bench/support/service.js';
import type { Phone, Simulator } from '../../simulator/index.js';
import { openTestDatabase, withOwner, type OpenTestDatabase } from '../support/open.js';
import { startMeta, startProcess } from '../support/processes.js';
import { hurry } from '../support/time.js';

const PEOPLE = 40;
const MESSAGES = 12;
const KILLS = 3;

describe('a service killed during a flood', () => {
  let db: OpenTestDatabase;
  let meta: Simulator;
  let service: ServiceProcess;

  beforeAll(async () => {
    db = await openTestDatabase(4);
    await withOwner(db, (owner) => hurry(owner, 8)); // a lost lease and the wait for a status take 80 s of its time
    meta = await startMeta();
    service = await startProcess(db, meta, { name: 'killed' });
    meta.webhookUrl = `http://127.0.0.1:${service.port}/webhook`;
  });
  afterAll(async () => {
    await service.kill();
    await meta.stop();
    await db.close();
  });

  it('decides every acknowledged message exactly once and answers each, in order per contact', async () => {
    const phones = Array.from({ length: PEOPLE }, (_, i) =>
      meta.person({ name: `Persona ${i}`, waId: `52155${String(i).padStart(8, '0')}`, userId: `MX.900${i}` }),
    );
    const flood = Promise.all(phones.map(talk));
    for (let kill = 0; kill < KILLS; kill++) {
      await sleep(300 + Math.random() * 500);
      await service.kill();
      service = await startProcess(db, meta, { name: 'killed', port: service.port });
    }
    await flood;
    await meta.idle();
    await quiet(db);

    const rows = await db.database.rows<{ state: string; kind: string; wamids: string; rows: string }>(
      `select state, kind, count(distinct wamid) as wamids, count(*) as rows from inbox where kind = 'message' group by 1, 2`,
    );
    expect(rows).toEqual([
      { state: 'done', kind: 'message', wamids: String(PEOPLE * MESSAGES), rows: String(PEOPLE * MESSAGES) },
    ]);
    const replies = await db.database.rows<{ n: string }>(
      `select count(o.*) as n from inbox i left join outbox o on o.inbox_id = i.id where i.kind = 'message' group by i.id`,
    );
    expect(new Set(replies.map((row) => row.n))).toEqual(new Set(['1']));
    for (const phone of phones) await checkPhone(db, phone);
  });
});

/** Says things that always have an answer, without waiting for it. */
async function talk(phone: Phone): Promise<void> {
  for (let i = 0; i < MESSAGES; i++) {
    phone.sendText(i % 2 === 0 ? 'hola' : 'ayuda');
    await sleep(Math.random() * 150);
  }
}

/** Waits until nothing waits: neither an inbox row nor an unsent reply. */
async function quiet(db: OpenTestDatabase): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(200)) {
    const open = await db.database.first<{ n: string }>(
      `select (select count(*) from inbox where state = 'pending') +
              (select count(*) from outbox where state in ('pending', 'leased', 'unknown')) as n`,
    );
    if (open?.n === '0') return;
  }
  throw new Error('the service did not come to rest in a minute');
}

/** Each reply is on the phone, once, in the order in which the messages were answered; a re-send says the same. */
async function checkPhone(db: OpenTestDatabase, phone: Phone): Promise<void> {
  const rows = await db.database.rows<{ id: string }>(
    `select o.id from outbox o join contact_identifier c on c.contact_id = o.contact_id and c.kind = 'wa_id'
     where c.value = $1 order by o.inbox_id`,
    [phone.person.waId ?? ''],
  );
  const shown = phone.inbox();
  expect(shown.map((message) => message.callbackData)).toEqual(rows.map((row) => row.id));
  expect(shown.filter((message) => message.copiesDiffer)).toEqual([]);
}
