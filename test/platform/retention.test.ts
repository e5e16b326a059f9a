import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/kernel/index.js';
import { DEMO, Metrics, Retention } from '../../src/platform/index.js';
import { withOwner } from '../support/open.js';
import { makeContacts } from '../support/people.js';
import { startService, type TestService } from '../support/service.js';
import { advance, setNow } from '../support/time.js';

const DAY = 86_400_000;

let service: TestService;
beforeAll(async () => {
  service = await startService({
    env: {
      ROLE: 'web',
      RETENTION_BODIES_DAYS: '10',
      RETENTION_EVENTS_DAYS: '20',
      RETENTION_MESSAGES_DAYS: '30',
    },
  });
});
afterAll(() => service.stop());

const rows = <T extends object>(sql: string, ...values: string[]) =>
  service.db.database.rows<T & Record<string, unknown>>(sql, values);
const prune = () => service.app.get(Retention, { strict: false }).run();
const later = (days: number) => withOwner(service.db, (owner) => advance(owner, days * DAY));
const backToNow = () => withOwner(service.db, (owner) => setNow(owner, null));

function text(wamid: string): string {
  const messages = [
    { from: '5215550001111', id: wamid, timestamp: '1795000000', type: 'text', text: { body: 'hola' } },
  ];
  const value = {
    messaging_product: 'whatsapp',
    metadata: { phone_number_id: DEMO.phoneNumberId },
    messages,
  };
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: DEMO.businessAccountId, changes: [{ field: 'messages', value }] }],
  });
}

/** Posts a message; its row as it is. */
async function received(wamid: string, state: string): Promise<string> {
  expect((await service.post(text(wamid))).status).toBe(200);
  const [row] = await rows<{ id: string }>(
    'update inbox set state = $2 where wamid = $1 returning id',
    wamid,
    state,
  );
  return row?.id ?? '';
}

const left = async (wamid: string) =>
  (
    await rows<{ state: string; body: boolean; seen: number }>(
      `select i.state, d.id is not null as body, k.seen from inbox i left join webhook_delivery d on d.id = i.delivery_id
       left join inbox_key k on k.key = i.key where i.wamid = $1`,
      wamid,
    )
  )[0] ?? null;

describe('what Meta sent', () => {
  it('loses its bytes first, then its row; the key that tells a repeat stays', async () => {
    const id = await received('wamid.old', 'done');
    await later(11);
    await prune();
    expect(await left('wamid.old')).toEqual({ state: 'done', body: false, seen: 1 });
    const event = (await (await service.api('GET', `/webhook-events/${id}`)).json()) as Record<
      string,
      unknown
    >;
    expect(event).toMatchObject({
      payload: null,
      note: 'What Meta sent is no longer kept (RETENTION_BODIES_DAYS).',
    });
    await later(10);
    await prune();
    expect(await left('wamid.old')).toBeNull();
    const [before] = await rows<{ keys: number }>('select count(*)::int as keys from inbox_key');
    expect((await service.post(text('wamid.old'))).status).toBe(200);
    expect(await left('wamid.old')).toBeNull();
    expect(await rows('select from webhook_delivery')).toEqual([]);
    expect(
      await rows<{ keys: number; seen: number }>(
        'select count(*)::int as keys, max(seen) as seen from inbox_key',
      ),
    ).toEqual([{ keys: before?.keys, seen: 2 }]);
    await later(60);
    await prune();
    expect(await rows('select from inbox_key')).toEqual([]);
    await backToNow();
  });

  it('stays whole as long as it waits, for its turn or for a person', async () => {
    for (const state of ['pending', 'parked']) await received(`wamid.${state}`, state);
    await received('wamid.skipped', 'skipped');
    await later(400);
    await prune();
    const kept = { body: true, seen: 1 };
    expect(await left('wamid.pending')).toEqual({ ...kept, state: 'pending' });
    expect(await left('wamid.parked')).toEqual({ ...kept, state: 'parked' });
    expect(await left('wamid.skipped')).toBeNull();
    await service.db.database.transact((tx) =>
      tx.run(`update inbox set state = 'done' where state in ('pending', 'parked')`),
    );
    await prune();
    expect(await rows('select from inbox')).toEqual([]);
    await backToNow();
  });

  it('shares its bytes: one update that waits keeps the whole delivery', async () => {
    const id = await received('wamid.first', 'done');
    await rows(
      `insert into inbox (kind, state, delivery_id, entry_index, change_index, item_index)
       select 'status', 'pending', delivery_id, 0, 0, 0 from inbox where id = $1::bigint`,
      id,
    );
    await later(11);
    await prune();
    expect((await left('wamid.first'))?.body).toBe(true);
    await rows(`update inbox set state = 'done' where kind = 'status'`);
    await prune();
    expect((await left('wamid.first'))?.body).toBe(false);
    await backToNow();
  });

  it('is passed over while somebody holds it, and goes the next time', async () => {
    await received('wamid.held', 'done');
    await later(11);
    await withOwner(service.db, async (owner) => {
      await owner.query('begin');
      await owner.query('select from webhook_delivery for key share');
      await prune();
      expect((await left('wamid.held'))?.body).toBe(true);
      await owner.query('commit');
    });
    await prune();
    expect((await left('wamid.held'))?.body).toBe(false);
    await backToNow();
  });

  it('goes in pages, in parts of a job if it must, and each row is counted', async () => {
    await withOwner(service.db, async (owner) => {
      await owner.query(`insert into webhook_delivery (body) select 'x' from generate_series(1, 450)`);
      await owner.query(
        `insert into inbox (kind, state) select 'status', 'done' from generate_series(1, 5000)`,
      );
    });
    await later(25);
    const retention = service.app.get(Retention, { strict: false });
    let parts = 0;
    for (
      let at = await retention.run(null, 0);
      at !== null;
      at = await retention.run(at, performance.now() + 5)
    )
      parts++;
    expect(parts).toBeGreaterThan(1);
    expect(await rows('select id, body, received_at, app_now() from webhook_delivery')).toEqual([]);
    expect(await rows('select from inbox')).toEqual([]);
    expect(await service.app.get(Metrics, { strict: false }).text()).toMatch(
      /talonario_retention_rows_pruned_total\{what="inbox"\} \d{4}/,
    );
    await backToNow();
  });
});

describe('what we said', () => {
  it('loses its words once it cannot be sent any more, and nothing else', async () => {
    const [contact = ''] = await makeContacts(service.db.database, 1);
    const states = ['pending', 'leased', 'unknown', 'parked', 'delivered', 'failed', 'dropped'];
    for (const state of states) {
      await rows(
        `insert into outbox (id, channel_id, contact_id, purpose, content, state, billable_category)
         select $1::uuid, id, $2::uuid, 'reply', '{"kind": "text", "body": "hola Marta"}', $3, 'service' from channel limit 1`,
        newId(),
        contact,
        state,
      );
    }
    await later(31);
    await prune();
    const said = await rows<{ state: string; kind: string; billable_category: string }>(
      `select state, content ->> 'kind' as kind, billable_category from outbox order by seq`,
    );
    expect(said.map(({ state, kind }) => [state, kind])).toEqual(
      states.map((state) => [state, ['delivered', 'failed', 'dropped'].includes(state) ? 'pruned' : 'text']),
    );
    expect(said.every((one) => one.billable_category === 'service')).toBe(true);
    await backToNow();
  });
});

describe('what is remembered for a while', () => {
  it('is forgotten: answers to keys after a day, what Meta told when after two months', async () => {
    const [user] = await rows<{ id: string }>('select id from app_user limit 1');
    for (const [key, hours] of [
      ['old', 25],
      ['young', 23],
    ] as const) {
      await rows(
        `insert into idempotency_key (user_id, route, key, request_hash, created_at)
         values ($1::uuid, 'POST /x', $2, '', app_now() - $3::int * interval '1 hour')`,
        user?.id ?? '',
        key,
        String(hours),
      );
    }
    for (const days of ['59', '61']) {
      await rows(
        `insert into told (subject, aspect, at) values ('x', $1, app_now() - $1::text::int * interval '1 day')`,
        days,
      );
    }
    await prune();
    expect(await rows('select key from idempotency_key')).toEqual([{ key: 'young' }]);
    expect(await rows(`select aspect from told where subject = 'x'`)).toEqual([{ aspect: '59' }]);
  });
});
