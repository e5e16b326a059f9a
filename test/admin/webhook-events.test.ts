import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdminApp } from './app.js';
import { BODY, StoredEvents, type Event, type Stored } from './stored-events.js';

let app: AdminApp;
let channel: string;
let contact: string;
let server: StoredEvents;

beforeAll(async () => {
  server = await StoredEvents.start();
  ({ app, channel, contact } = server);
});
afterAll(() => app.stop());

const store = (body: string | Buffer, rows: readonly Stored[]) => server.store(body, rows);
const events = (query = '') => server.list(query);

describe('stored updates', () => {
  it('are listed with what Meta sent, newest first; our own news is not', async () => {
    const ids = await store(BODY, [
      { kind: 'message', seen: 3 },
      { kind: 'status' },
      { kind: 'change', field: 'account_update', place: [0, 1, null] },
    ]);
    await store('{"entry":', [{ kind: 'unreadable', state: 'unreadable', field: null, place: null }]);
    await app.database.transact((tx) =>
      tx.run(
        `insert into inbox (kind, lane_id, contact_id, news) values ('news', $1, $1, '{"type":"released"}')`,
        [contact],
      ),
    );
    const listed = await events();
    expect(listed.map(({ kind }) => kind)).toEqual(['unreadable', 'change', 'status', 'message']);
    expect(listed[0]).toMatchObject({ state: 'unreadable', field: null, payload: '{"entry":' });
    expect(listed[1]).toMatchObject({ field: 'account_update', payload: { event: 'VERIFIED_ACCOUNT' } });
    expect(listed[2]).toMatchObject({ payload: { id: 'wamid.2', status: 'read' } });
    expect(listed[3]).toMatchObject({
      id: ids[0],
      seen: 3,
      channel,
      contact,
      state: 'done',
      payload: { id: 'wamid.1', text: { body: 'hola' } },
    });
    expect(new Date(listed[3]?.received ?? '').getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  it.each([
    ['&kind=status', ['status']],
    ['&field=account_update', ['change']],
    ['&state=unreadable', ['unreadable']],
    ['&kind=message&state=parked', []],
  ])('are filtered by %s', async (query, kinds) => {
    expect((await events(query)).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('of large deliveries come in shorter pages, each once', async () => {
    const messages = Array.from({ length: 30 }, (_, n) => ({
      id: `big.${n}`,
      text: { body: 'x'.repeat(90_000) },
    }));
    const body = JSON.stringify({ entry: [{ changes: [{ field: 'messages', value: { messages } }] }] });
    const stored: string[] = [];
    for (let n = 0; n < 4; n++) {
      stored.push(
        ...(await store(
          body,
          messages.map((_, item) => ({ kind: 'message', field: 'big', place: [0, 0, item] })),
        )),
      );
    }
    const seen: string[] = [];
    let cursor = '';
    do {
      const page: { items: Event[]; nextCursor: string | null } = await app.expect(
        200,
        'GET',
        `/webhook-events?field=big&limit=200${cursor}`,
      );
      expect(page.items.length).toBeLessThan(100);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(seen).toEqual(stored.toReversed());
  });

  it.each([
    [
      'a number beyond all numbers',
      '{"entry":[{"changes":[{"value":{"messages":[{"n":1e200000}]}}]}]}',
      { n: null },
    ],
    [
      'half a character',
      '{"entry":[{"changes":[{"value":{"messages":[{"t":"\\ud800 \\u0000"}]}}]}]}',
      { t: '\ud800 \u0000' },
    ],
  ])('with %s are listed', async (_name, body, payload) => {
    const [id] = await store(body, [{ kind: 'message', field: 'odd' }]);
    expect((await events('&field=odd')).find((event) => event.id === id)?.payload).toEqual(payload);
  });

  it('nested 100,000 deep are listed as text', async () => {
    const deep = `{"entry":[{"changes":[{"value":{"messages":[${'['.repeat(100_000)}${']'.repeat(100_000)}]}}]}]}`;
    const [id] = await store(deep, [{ kind: 'message', field: 'deep' }]);
    expect((await events('&field=deep')).find((event) => event.id === id)?.payload).toBe(deep);
  });
});

describe('a parked update', () => {
  const wakeups = () => app.database.rows('select from inbox_wakeup where lane_id = $1', [contact]);

  it('is tried again from the start when somebody replays it', async () => {
    const [id = ''] = await store(BODY, [
      { kind: 'message', state: 'parked', field: 'parked', lane: contact },
    ]);
    const before = (await wakeups()).length;
    const event = await app.expect(200, 'POST', `/webhook-events/${id}/replay`);
    expect(event).toMatchObject({ id, state: 'pending', tries: 0, fault: null });
    expect(await wakeups()).toHaveLength(before + 1);
    expect(await app.expect(409, 'POST', `/webhook-events/${id}/replay`)).toMatchObject({
      code: 'wrong_state',
      state: 'pending',
    });
  });

  it('is given up when somebody skips it, and may still be replayed', async () => {
    const [id = ''] = await store(BODY, [
      { kind: 'message', state: 'parked', field: 'parked', lane: contact },
    ]);
    expect(await app.expect(200, 'POST', `/webhook-events/${id}/skip`)).toMatchObject({
      id,
      state: 'skipped',
    });
    expect((await app.call('POST', `/webhook-events/${id}/skip`)).status).toBe(409);
    expect(await app.expect(200, 'POST', `/webhook-events/${id}/replay`)).toMatchObject({ state: 'pending' });
    const audit = await app.database.rows<{ action: string }>(
      'select action from audit_entry where target_id = $1 order by id',
      [id],
    );
    expect(audit.map(({ action }) => action)).toEqual(['webhook_event.skipped', 'webhook_event.replayed']);
  });

  it('is one of those that may be replayed: what had no effect, and any status', async () => {
    const codeOf = async (row: Stored) => {
      const [id = ''] = await store(BODY, [row]);
      const response = await app.call('POST', `/webhook-events/${id}/replay`);
      const { state, code } = (await response.json()) as { state: string; code?: string };
      return code ?? state;
    };
    const mine = { field: 'replay', lane: contact };
    expect(await codeOf({ ...mine, kind: 'message', state: 'ignored' })).toBe('pending');
    expect(await codeOf({ ...mine, kind: 'status', state: 'done', lane: null })).toBe('pending');
    expect(await codeOf({ ...mine, kind: 'message', state: 'done' })).toBe('already_done');
    expect(await codeOf({ ...mine, kind: 'change', state: 'done' })).toBe('already_done');
    expect(await codeOf({ ...mine, kind: 'message', state: 'ignored', lane: null })).toBe('nobody_to_do_it');
    expect(await codeOf({ ...mine, kind: 'unreadable', state: 'unreadable' })).toBe('nobody_to_do_it');
    for (const unknown of ['999999999', '0', 'x', '99999999999999999999']) {
      expect((await app.call('POST', `/webhook-events/${unknown}/replay`)).status).toBe(404);
      expect((await app.call('GET', `/webhook-events/${unknown}`)).status).toBe(404);
    }
  });

  it('whose body is gone stays as it is, and says why', async () => {
    const [id = ''] = await store(BODY, [
      { kind: 'message', state: 'parked', field: 'bodiless', lane: contact },
    ]);
    await app.owner.query(
      'delete from webhook_delivery where id = (select delivery_id from inbox where id = $1)',
      [id],
    );
    expect(await app.expect(409, 'POST', `/webhook-events/${id}/replay`)).toMatchObject({
      code: 'body_pruned',
    });
    expect(await app.expect(200, 'GET', `/webhook-events/${id}`)).toMatchObject({
      state: 'parked',
      payload: null,
      note: 'What Meta sent is no longer kept (RETENTION_BODIES_DAYS).',
    });
  });

  it('is no news of ours', async () => {
    const news = await app.database.first<{ id: string }>(`select id from inbox where kind = 'news' limit 1`);
    await app.owner.query(`update inbox set state = 'parked' where id = $1`, [news?.id]);
    expect((await app.call('POST', `/webhook-events/${news?.id}/replay`)).status).toBe(404);
  });
});
