import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { verifyCertificateText } from '../../src/fair-draw/index.js';
import { fingerprintOf } from '../../src/kernel/index.js';
import { Alerts, Jobs, JobTasks, readConfig, type Reader } from '../../src/platform/index.js';
import {
  drawPins,
  ReachCounts,
  Rfc3161Authority,
  StatedPins,
  TimestampWorker,
  type DrawPins,
  type RaffleView,
  type StateOutcome,
  type StoredDraw,
} from '../../src/raffle/index.js';
import { Site } from '../public/site.js';
import { setNow } from '../support/time.js';
import { TestTimestampAuthority } from '../support/timestamp-authority.js';

const HOUR = 60 * 60_000;
const { signal } = new AbortController();

let site: Site;
let tsa: TestTimestampAuthority;
let worker: TimestampWorker;
beforeAll(async () => {
  [site, tsa] = await Promise.all([Site.open(), TestTimestampAuthority.start()]);
  const { room, metrics } = site.draws;
  const jobs = new Jobs();
  const config = readConfig({ NODE_ENV: 'test', DEMO: '1' });
  const alerts = new Alerts(config, room.database, jobs, metrics);
  const authority = new Rfc3161Authority(tsa.url, [tsa.anchor]);
  worker = new TimestampWorker(room.database, jobs, new JobTasks(), alerts, authority);
});
afterAll(async () => {
  await site.close();
  await tsa.stop();
});
afterEach(async () => {
  tsa.twists.length = 0;
  await setNow(site.draws.room.owner, null);
});

/** A raffle of people with one number each, frozen two hours before its draw. */
async function frozen(people = 1): Promise<{ raffle: RaffleView; draw: StoredDraw; people: string[] }> {
  const { draws } = site;
  const now = Date.now();
  const sold = await draws.sold(
    Array.from({ length: people }, (_, number) => [number]),
    { salesCloseAt: new Date(now + HOUR), drawAt: new Date(now + 4 * HOUR) },
  );
  return { ...sold, draw: await draws.frozen(sold.raffle.id) };
}

async function pinsOf(draw: StoredDraw): Promise<DrawPins> {
  return (await drawPins(site.draws.room.database, draw))!;
}

async function drawn({ raffle, draw }: { raffle: RaffleView; draw: StoredDraw }) {
  await site.draws.confirmed(draw.id, '00000', '00001');
  expect((await site.draws.draw(raffle.id)).kind).toBe('drawn');
  const { certificate, ledger } = await site.draws.files(draw.id);
  return { verification: verifyCertificateText(certificate.toString(), ledger), certificate };
}

async function pageOf(draw: StoredDraw): Promise<string> {
  return (await site.get(`/draws/${draw.id}`)).text();
}

/** Jobs that wait to stamp this draw, and what was told of its raffle. */
async function waiting(draw: StoredDraw): Promise<{ tries: number[]; alerts: string[] }> {
  const { owner } = site.draws.room;
  const jobs = await owner.query<{ tries: number }>(
    `select (j.payload->>'tries')::int as tries from jobs._private_jobs j join jobs._private_tasks t on t.id = j.task_id
     where t.identifier = 'draw.timestamp' and j.payload->>'drawId' = $1`,
    [draw.id],
  );
  const alerts = await owner.query<{ message: string }>(
    `select message from alert where kind = 'timestamp_failed' and message like $1 order by first_at, id`,
    [`%${draw.raffleId}%`],
  );
  return { tries: jobs.rows.map(({ tries }) => tries), alerts: alerts.rows.map(({ message }) => message) };
}

describe('A commitment', () => {
  it('is stamped once; the page, the certificate and a file for others show it, and then it is proven', async () => {
    const sold = await frozen();
    const { draw } = sold;
    expect((await waiting(draw)).tries).toEqual([0]);
    tsa.twists.push({ http: { status: 500, body: Buffer.alloc(0) } });
    await worker.stamp(draw.id, 0, signal);
    expect(await waiting(draw)).toEqual({ tries: [1], alerts: [] });
    expect((await pinsOf(draw)).standing).toBe('consistent');
    await worker.stamp(draw.id, 1, signal);
    const { standing, pins } = await pinsOf(draw);
    expect([standing, pins[0]?.channel, pins[0]?.ref]).toEqual(['proven', 'rfc3161', 'Test stamps']);
    const { asked } = tsa;
    await worker.stamp(draw.id, 2, signal);
    expect(tsa.asked).toBe(asked);

    const token = await site.get(`/draws/${draw.id}/pins/${pins[0]!.id}/token.tsr`);
    expect(token.headers.get('content-type')).toBe('application/timestamp-reply');
    expect(Buffer.from(await token.arrayBuffer())).toEqual(pins[0]!.proof);
    expect((await site.get(`/draws/${draw.id}/pins/${draw.id}/token.tsr`)).status).toBe(404);
    const before = await pageOf(draw);
    expect(before).toContain('ya selló la huella');
    expect(before).not.toContain('Demostrado');

    const { verification, certificate } = await drawn(sold);
    expect(verification).toMatchObject({ valid: true });
    expect(verification).not.toMatchObject({ warnings: expect.arrayContaining(['W_NO_PINS']) });
    expect(JSON.parse(certificate.toString())).toMatchObject({
      pins: [{ channel: 'rfc3161', ref: 'Test stamps', proof: pins[0]!.proof!.toString('base64') }],
    });
    const page = await pageOf(draw);
    expect(page).toContain('data-pinned="true"');
    expect(page).toContain('Demostrado');
    expect(page).toContain(`/draws/${draw.id}/pins/${pins[0]!.id}/token.tsr`);
  });

  it('takes no stamp from when the value may exist, nor from before the freeze, and tells who runs it', async () => {
    const { raffle, draw } = await frozen();
    tsa.twists.push({ at: new Date(raffle.drawAt.getTime() - 1_000), accuracySeconds: 1 });
    await worker.stamp(draw.id, 1, signal);
    expect(await waiting(draw)).toEqual({ tries: [2], alerts: [] });
    tsa.twists.push({ at: new Date(draw.closedAt!.getTime() - 1_000) });
    await worker.stamp(draw.id, 2, signal);
    const { tries, alerts } = await waiting(draw);
    expect(tries).toEqual([3]);
    expect(alerts).toEqual([expect.stringContaining('its time is before the freeze')]);
    expect((await pinsOf(draw)).pins).toEqual([]);
  });

  it('is left without a stamp when the time of the draw comes, which somebody is told', async () => {
    const { raffle, draw } = await frozen();
    await setNow(site.draws.room.owner, new Date(raffle.drawAt.getTime() - 1_000).toISOString());
    tsa.twists.push({ status: 2 });
    await worker.stamp(draw.id, 0, signal);
    expect((await waiting(draw)).alerts).toEqual([expect.stringContaining('can get none any more')]);
  });

  it('nobody independent saw is consistent, not proven', async () => {
    const sold = await frozen();
    const { verification } = await drawn(sold);
    expect(verification).toMatchObject({ valid: true, warnings: expect.arrayContaining(['W_NO_PINS']) });
    const page = await pageOf(sold.draw);
    expect(page).toContain('data-pinned="false"');
    expect(page).toContain('Consistente');
    expect(page).not.toContain('Demostrado');
  });
});

/** What Meta told of the message to one buyer, in seconds after the freeze. */
async function told(
  draw: StoredDraw,
  contactId: string,
  seconds: { sent?: number; delivered?: number; read?: number },
): Promise<void> {
  const at = (after: number | undefined) =>
    after === undefined ? null : new Date(draw.closedAt!.getTime() + after * 1_000);
  await site.draws.room.owner.query(
    `insert into outbox (id, channel_id, contact_id, purpose, content, state, raffle_id, draw_id, sent_at, delivered_at, read_at)
     select $1, c.id, $2, 'list_frozen', '{}', 'sent', $3, $4, $5, $6, $7 from channel c limit 1`,
    [
      randomUUID(),
      contactId,
      draw.raffleId,
      draw.id,
      at(seconds.sent),
      at(seconds.delivered),
      at(seconds.read),
    ],
  );
}

describe('Of the buyers', () => {
  it('the count is taken once for all who look at the same time, and anew soon after, also after a fault', async () => {
    const { database } = site.draws.room;
    const { raffle, draw, people } = await frozen(1);
    let asked = 0;
    const reader: Reader = {
      rows: (...query) => database.rows(...query),
      first: (...query) => (asked++ === 0 ? Promise.reject(new Error('gone')) : database.first(...query)),
    };
    const counts = new ReachCounts();
    const had = async () => (await counts.count(reader, draw.id, raffle.drawAt)).had;
    await expect(had()).rejects.toThrow('gone');
    expect(await Promise.all(Array.from({ length: 20 }, had))).toEqual(Array.from({ length: 20 }, () => 0));
    expect(asked).toBe(2);
    await told(draw, people[0]!, { delivered: 1 });
    await expect.poll(had, { timeout: 10_000 }).toBe(1);
  });

  it('those count who had the fingerprint before the value, whatever is told later', async () => {
    const sold = await frozen(5);
    const { draw, people } = sold;
    await told(draw, people[0]!, { sent: 1, delivered: 2 });
    await told(draw, people[1]!, { sent: 1, read: 3 });
    await told(draw, people[2]!, { sent: 1 });
    await told(draw, people[3]!, { sent: 1, delivered: HOUR / 1_000 });
    const live = await pinsOf(draw);
    expect(live).toMatchObject({ final: false, reach: { buyers: 5, sent: 4, had: 3 } });
    expect(await pageOf(draw)).toContain('hasta ahora: 3 de 5. Se envió a 4.');

    const { verification, certificate } = await drawn(sold);
    await told(draw, people[4]!, { sent: 1, delivered: 2 });
    const lastAt = new Date(draw.closedAt!.getTime() + 3_000);
    expect(await pinsOf(draw)).toMatchObject({
      final: true,
      standing: 'consistent',
      reach: { buyers: 5, sent: 4, had: 2, lastAt },
    });
    const fingerprint = fingerprintOf(draw.paper!.commitmentHash.toString('hex'));
    expect(verification).toMatchObject({ valid: true });
    expect(JSON.parse(certificate.toString())).toMatchObject({
      pins: [
        {
          channel: 'whatsapp',
          at: `${lastAt.toISOString().slice(0, 19)}Z`,
          ref: `2 of 5 buyers had fingerprint ${fingerprint}`,
        },
      ],
    });
    expect(await pageOf(draw)).toMatch(/antes del resultado, del .*: 2 de 5\. Se envió a 4\./);
  });
});

describe('A statement of the organiser', () => {
  function state(draw: StoredDraw, change: object = {}): Promise<StateOutcome> {
    const { database } = site.draws.room;
    const stated = {
      channel: 'newspaper',
      at: new Date(draw.closedAt!.getTime() + 1_500),
      ref: 'El Sol, p. 12',
      proofUrl: 'https://elsol.example.mx/12',
      ...change,
    };
    return database.transact((tx) => new StatedPins().state(tx, draw.id, stated, randomUUID()));
  }

  it('is shown as their word, stands in the certificate, and proves nothing alone', async () => {
    const sold = await frozen();
    const { draw } = sold;
    expect(await state(draw)).toMatchObject({ kind: 'stated', pin: { channel: 'newspaper', proof: null } });
    const { verification, certificate } = await drawn(sold);
    expect(verification).toMatchObject({ valid: true });
    expect(verification).not.toMatchObject({ warnings: expect.arrayContaining(['W_NO_PINS']) });
    expect(JSON.parse(certificate.toString())).toMatchObject({
      pins: [{ channel: 'newspaper', ref: 'El Sol, p. 12 https://elsol.example.mx/12' }],
    });
    const page = await pageOf(draw);
    expect(page).toContain('según el organizador: El Sol, p. 12');
    expect(page).toContain('data-pinned="false"');
  });

  it('is refused where it can be none', async () => {
    const { raffle, draw } = await frozen();
    const refused = (part: string) => ({ kind: 'refused', reason: expect.stringContaining(part) as string });
    const early = new Date(draw.closedAt!.getTime() - 1_000);
    expect(await state(draw, { at: early })).toEqual(refused('not frozen yet'));
    expect(await state(draw, { at: raffle.drawAt })).toEqual(refused('has not come yet'));
    expect(await state(draw, { proofUrl: 'http://10.0.0.1/' })).toEqual(refused('public https address'));
    await setNow(site.draws.room.owner, new Date(raffle.drawAt.getTime() + HOUR).toISOString());
    const late = new Date(raffle.drawAt.getTime() + 1_000);
    expect(await state(draw, { at: late })).toEqual(refused('shows nothing'));
  });
});

describe('What was pinned', () => {
  it('is neither changed nor removed nor emptied, by any role', async () => {
    const sold = await frozen();
    await worker.stamp(sold.draw.id, 0, signal);
    await drawn(sold);
    for (const statement of [
      `update pin set at = at - interval '1 day'`,
      'delete from pin',
      'truncate pin',
      'update draw_reach set had = buyers, sent = buyers',
      'delete from draw_reach',
      'truncate draw_reach',
      'update raffle set dispute_minutes = 0',
    ]) {
      await expect(site.draws.room.owner.query(statement)).rejects.toMatchObject({
        code: expect.stringMatching(/^TL0/) as string,
      });
    }
  });
});
