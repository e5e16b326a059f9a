import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../../simulator/index.js';
import { newId } from '../../src/kernel/index.js';
import type { SeenMessage } from '../../src/platform/index.js';
import { ReadMarks, ReceivedMeter } from '../../src/whatsapp/index.js';
import { answer, openRaffle } from '../support/raffle.js';
import { startService, type TestService } from '../support/service.js';
import { Talker } from '../support/talker.js';

/** Longer than two rounds of marks, for what must not come. */
const ROUNDS_MS = 350;
const GROUP = join(import.meta.dirname, '../webhook-samples/messages--group-text.json');

let service: TestService;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function sql(text: string, parameters: (string | null)[] = []): Promise<number> {
  return service.db.database.transact((tx) => tx.run(text, parameters));
}

async function waitUntilMarked(phone: Phone, wamid: string | undefined): Promise<void> {
  await expect.poll(() => phone.readUpTo, { timeout: 10_000 }).toBe(wamid);
}

/** Until every message was taken up, and then some. */
async function quiet(): Promise<void> {
  const pending = () => service.db.database.rows(`select from inbox where state = 'pending'`);
  await expect.poll(pending, { timeout: 10_000 }).toEqual([]);
  await pause(ROUNDS_MS);
}

/** The newest message of a person as the conversation hands it on. */
async function seenOf({ phone }: Talker): Promise<SeenMessage> {
  const wamid = phone.sent.at(-1)?.wamid ?? '';
  const row = await service.db.database.first<{ id: string; channel_id: string; contact_id: string }>(
    'select id, channel_id, lane_id as contact_id from inbox where wamid = $1',
    [wamid],
  );
  if (row === null) throw new Error('no such message');
  const chat = { channelId: row.channel_id, contactId: row.contact_id };
  return { itemId: row.id, ...chat, wamid, sentAt: new Date(), answered: true };
}

async function counted(outcome: string): Promise<number> {
  const metrics = await (await fetch(`${service.origin}/metrics`)).text();
  return Number(new RegExp(`read_marks_total{outcome="${outcome}"} (\\d+)`).exec(metrics)?.[1] ?? 0);
}

describe('with WHATSAPP_READ_RECEIPTS unset', () => {
  beforeAll(async () => {
    service = await startService();
    await openRaffle(service);
  });
  afterAll(() => service.stop());

  it('a message the bot answered is shown as read, without "typing…"', async () => {
    const laura = Talker.stranger(service);
    await laura.says('hola');
    const [sent] = laura.phone.sent;
    await waitUntilMarked(laura.phone, sent?.wamid);
    expect(laura.phone.readMarks).toMatchObject([{ typing: false }]);
  });

  it('several messages in a moment are marked with the newest of them', async () => {
    const laura = Talker.stranger(service);
    await laura.says('hola');
    await waitUntilMarked(laura.phone, laura.phone.sent[0]?.wamid);
    await laura.says('menú');
    await laura.says('ayuda');
    const newest = await seenOf(laura);
    await waitUntilMarked(laura.phone, newest.wamid);
    const before = laura.phone.readMarks.length;
    const old = { ...newest, wamid: laura.phone.sent[0]?.wamid ?? '', sentAt: new Date(0) };
    service.app.get(ReadMarks).add([old, newest, old]);
    await expect.poll(() => laura.phone.readMarks.length, { timeout: 10_000 }).toBe(before + 1);
    await pause(ROUNDS_MS);
    expect(laura.phone.readMarks.slice(before)).toMatchObject([{ wamid: newest.wamid }]);
  });

  it('nothing is marked in a chat a person has, in a group, and of the dashboard’s tests', async () => {
    const laura = await Talker.buyer(service);
    await waitUntilMarked(laura.phone, laura.phone.sent.at(-1)?.wamid);
    const marks = laura.phone.readMarks.length;
    const { channelId, contactId } = await seenOf(laura);
    await answer(service.api('POST', `/conversations/${channelId}:${contactId}/claim`, {}));
    laura.phone.sendText('¿sigues ahí?');
    await service.simulator.sendTest('messages');
    await service.post(readFileSync(GROUP));
    await quiet();
    expect(laura.phone.readMarks).toHaveLength(marks);
    expect(await counted('refused')).toBe(0); // as the mark of a message no phone sent would be
  });

  it('somebody who answers a chat has read what stood in it', async () => {
    const laura = await Talker.buyer(service);
    const { channelId, contactId } = await seenOf(laura);
    const chat = `/conversations/${channelId}:${contactId}`;
    await answer(service.api('POST', `${chat}/claim`, {}));
    const asked = laura.phone.sendText('¿sigues ahí?');
    await quiet();
    laura.phone.react(laura.phone.last()?.wamid ?? '', '👍');
    await quiet();
    expect(laura.phone.readUpTo).not.toBe(asked.wamid);
    await answer(service.api('POST', `${chat}/reply`, { text: 'Aquí sigo' }));
    expect((await laura.hears()).text).toBe('Aquí sigo');
    await waitUntilMarked(laura.phone, asked.wamid);
  });

  it.each([
    [
      'stopped',
      `insert into channel_stop (channel_id, cause, scope) select id, 'ban', 'everything' from channel`,
    ],
    ['held', `update channel set next_send_at = app_now() + interval '1 hour'`],
    ['silent', `update channel set breaker = 'open', probe_at = app_now() + interval '1 hour'`],
  ])('nothing is marked while the number is %s, and goes on when that is over', async (_how, stop) => {
    const laura = Talker.stranger(service);
    await laura.says('hola');
    await waitUntilMarked(laura.phone, laura.phone.sent[0]?.wamid);
    await sql(stop);
    laura.phone.sendText('menú');
    await quiet();
    expect(laura.phone.readMarks).toHaveLength(1);
    await sql('delete from channel_stop');
    await sql(`update channel set next_send_at = app_now(), breaker = 'closed', probe_at = null`);
    await waitUntilMarked(laura.phone, laura.phone.sent.at(-1)?.wamid);
  });

  it('a slow Meta does not slow answers', async () => {
    service.simulator.failNext({ on: 'read', delayMs: 3_000, times: 10 });
    const people = Array.from({ length: 10 }, () => Talker.stranger(service));
    await Promise.all(people.map((person) => person.says('hola')));
    expect(people.flatMap(({ phone }) => phone.readMarks)).toEqual([]);
    service.simulator.clearFaults();
    await waitUntilMarked(people[0]!.phone, people[0]!.phone.sent[0]?.wamid);
  });

  it('a message Meta does not know costs its own mark only; another refusal lets the number’s marks rest', async () => {
    const laura = Talker.stranger(service);
    service.simulator.failNext({ on: 'read', code: 131009 });
    await laura.says('hola');
    await expect.poll(() => counted('refused'), { timeout: 10_000 }).toBe(1);
    await laura.says('menú');
    await waitUntilMarked(laura.phone, laura.phone.sent.at(-1)?.wamid);
    service.simulator.failNext({ on: 'read', code: 130429 });
    await laura.says('ayuda');
    await expect.poll(() => counted('refused'), { timeout: 10_000 }).toBe(2);
    const marks = laura.phone.readMarks.length;
    await laura.says('menú');
    await quiet();
    expect(laura.phone.readMarks).toHaveLength(marks);
    const stops = await service.db.database.rows('select from channel_stop');
    expect(stops).toEqual([]);
  });

  it('no more chats wait than there is room for', async () => {
    const laura = await Talker.buyer(service);
    const seen = await seenOf(laura);
    await sql(`update channel set next_send_at = app_now() + interval '1 hour'`);
    const before = await counted('crowded');
    const chats = Array.from({ length: 300 }, (_, n) => ({ ...seen, contactId: String(n) }));
    service.app.get(ReadMarks).add(chats);
    expect((await counted('crowded')) - before).toBeGreaterThanOrEqual(300 - 256);
  });
});

describe('with WHATSAPP_READ_RECEIPTS=typing', () => {
  beforeAll(async () => {
    service = await startService({ env: { WHATSAPP_READ_RECEIPTS: 'typing' } });
  });
  afterAll(() => service.stop());

  it('"typing…" is shown while the answer waits, and goes with it', async () => {
    const laura = Talker.stranger(service);
    await laura.says('hola');
    const { contactId } = await seenOf(laura);
    const letGo = await holdOutbox(contactId);
    laura.phone.sendText('menú');
    const { wamid } = laura.phone.sent.at(-1)!;
    await waitUntilMarked(laura.phone, wamid);
    expect(laura.phone.readMarks.at(-1)).toMatchObject({ wamid, typing: true });
    expect(laura.phone.typingUntil).toBeGreaterThan(Date.now());
    await letGo();
    await laura.hears();
    expect(laura.phone.typingUntil).toBe(0);
  });

  it('a message whose answer has left, or that gets none, is shown as read only', async () => {
    const laura = Talker.stranger(service);
    await laura.says('hola');
    const seen = await seenOf(laura);
    await waitUntilMarked(laura.phone, seen.wamid);
    const before = laura.phone.readMarks.length;
    service.app.get(ReadMarks).add([seen]);
    await expect.poll(() => laura.phone.readMarks.length, { timeout: 10_000 }).toBe(before + 1);
    const sticker = laura.phone.sendSticker(Buffer.from('RIFF0000WEBP'));
    await waitUntilMarked(laura.phone, sticker.wamid);
    expect(laura.phone.readMarks.slice(before)).toMatchObject([{ typing: false }, { typing: false }]);
  });

  it('a mark takes a place in the number’s rate, and keeps none free for the next', async () => {
    // A number nobody writes to: messages of the tests before may still be on their way into the first one's account.
    const id = newId();
    await sql(
      `insert into channel (id, portfolio_id, phone_number_id, waba_id, access_token, app_secrets)
       select $1, portfolio_id, 'silent', waba_id, access_token, app_secrets from channel`,
      [id],
    );
    const look = () =>
      service.db.database.first<{ ahead: number; received_count: number; received_peak: number }>(
        `select extract(epoch from next_send_at - app_now())::float8 as ahead, received_count, received_peak
         from channel where id = $1`,
        [id],
      );
    service.app.get(ReceivedMeter).countMarks(Array.from({ length: 70 }, () => id));
    await expect.poll(async () => (await look())?.ahead, { timeout: 5_000 }).toBeGreaterThan(0.3);
    expect(await look()).toMatchObject({ received_count: 0, received_peak: 0 });
  });
});

describe('with WHATSAPP_READ_RECEIPTS=none', () => {
  beforeAll(async () => {
    service = await startService({ env: { WHATSAPP_READ_RECEIPTS: 'none' } });
  });
  afterAll(() => service.stop());

  it('nothing is marked', async () => {
    const laura = Talker.stranger(service);
    await laura.says('hola');
    service.app.get(ReadMarks).add([await seenOf(laura)]);
    await quiet();
    expect(laura.phone.readMarks).toEqual([]);
  });
});

/** Keeps a chat's answers from being leased. @returns lets them go */
async function holdOutbox(contactId: string): Promise<() => Promise<void>> {
  const owner = new Client({ connectionString: service.db.ownerUrl });
  await owner.connect();
  await owner.query('begin');
  await owner.query('select from outbox_lane where id = $1 for no key update', [contactId]);
  return async () => {
    await owner.query('commit');
    await owner.end();
  };
}
