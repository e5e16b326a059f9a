import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeContacts } from '../support/people.js';
import { AdminApp } from './app.js';

let app: AdminApp;
let channel: string;
let contact: string;

beforeAll(async () => {
  app = await AdminApp.start({ ROLE: 'web' }); // what is stored here stays as it is
  channel = (await app.database.first<{ id: string }>('select id from channel'))?.id ?? '';
  contact = (await makeContacts(app.database, 1))[0] ?? '';
});
afterAll(() => app.stop());

interface Event {
  id: string;
  kind: string;
  field: string | null;
  state: string;
  seen: number;
  channel: string | null;
  contact: string | null;
  received: string;
  payload: unknown;
  [member: string]: unknown;
}

interface Stored {
  kind: string;
  state?: string;
  field?: string | null;
  place?: [number, number, number | null] | null;
  seen?: number;
  lane?: string | null;
  type?: string;
  wamid?: string;
  fault?: string;
  contact?: string | null;
  received?: string;
}

/** Stores a delivery with its rows, as the webhook does. */
async function store(body: string | Buffer, rows: Stored[]): Promise<string[]> {
  return app.database.transact(async (tx) => {
    const delivery = await tx.first<{ id: string }>(
      'insert into webhook_delivery (body) values ($1) returning id',
      [Buffer.from(body)],
    );
    const ids: string[] = [];
    for (const {
      kind,
      state = 'done',
      field = 'messages',
      place = [0, 0, 0],
      seen = 1,
      lane = null,
      type = null,
      wamid = null,
      fault = 'database error 23514',
      contact: person = contact,
      received = new Date().toISOString(),
    } of rows) {
      const key = randomBytes(16);
      await tx.run('insert into inbox_key (key, seen) values ($1, $2)', [key, seen]);
      const row = await tx.first<{ id: string }>(
        `insert into inbox (kind, state, field, lane_id, channel_id, contact_id, delivery_id, entry_index, change_index, item_index, key, tries, fault, type, wamid, received_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 5, $12, $13, $14, $15) returning id`,
        [
          kind,
          state,
          field,
          lane,
          channel,
          person,
          delivery?.id ?? null,
          place?.[0] ?? null,
          place?.[1] ?? null,
          place?.[2] ?? null,
          key,
          fault,
          type,
          wamid,
          received,
        ],
      );
      ids.push(row?.id ?? '');
    }
    return ids;
  });
}

const BODY = JSON.stringify({
  entry: [
    {
      changes: [
        {
          field: 'messages',
          value: {
            messages: [{ id: 'wamid.1', text: { body: 'hola' } }],
            statuses: [{ id: 'wamid.2', status: 'read' }],
          },
        },
        { field: 'account_update', value: { event: 'VERIFIED_ACCOUNT' } },
      ],
    },
  ],
});

async function events(query = ''): Promise<Event[]> {
  return (await app.expect<{ items: Event[] }>(200, 'GET', `/webhook-events?limit=200${query}`)).items;
}

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

describe('what is looked for', () => {
  const found = async (query: string) => (await events(query)).map(({ id }) => id);

  it('is found by message, person, number, type, time and field, also together', async () => {
    const [other = ''] = await makeContacts(app.database, 1);
    const [a = '', b = ''] = await store(BODY, [
      {
        kind: 'message',
        field: 'search',
        type: 'text',
        wamid: 'wamid.search',
        received: '2027-02-01T10:00:00Z',
      },
      { kind: 'message', field: 'search', type: 'order', contact: other, received: '2027-02-02T10:00:00Z' },
    ]);
    const [c = ''] = await store(BODY, [
      {
        kind: 'status',
        field: 'search',
        type: 'read',
        wamid: 'wamid.search',
        contact: null,
        received: '2027-02-03T10:00:00Z',
      },
    ]);
    expect(await found('&field=search')).toEqual([c, b, a]);
    expect(await found('&wamid=wamid.search')).toEqual([c, a]);
    expect(await found('&wamid=wamid.search&kind=status')).toEqual([c]);
    expect(await found(`&contact=${other}`)).toEqual([b]);
    expect(await found('&type=order')).toEqual([b]);
    expect(await found('&field=search&from=2027-02-02T10:00:00Z')).toEqual([c, b]);
    expect(await found('&field=search&before=2027-02-02T10:00:00Z')).toEqual([a]);
    expect(await found(`&field=search&channel=${channel}`)).toHaveLength(3);
    expect(await found(`&field=search&channel=${other}`)).toEqual([]);
    expect(await app.expect(200, 'GET', `/webhook-events/${a}`)).toMatchObject({
      id: a,
      wamid: 'wamid.search',
    });
  });

  it('is found for a person under all the contacts that were one', async () => {
    const [older = '', younger = ''] = await makeContacts(app.database, 2);
    const [id] = await store(BODY, [{ kind: 'message', field: 'merged', contact: younger }]);
    await app.owner.query('update contact set merged_into = $1 where id = $2', [older, younger]);
    expect(await found(`&contact=${older}`)).toEqual([id]);
  });

  it('may be a test of the dashboard: told so, counted by field, and nothing else', async () => {
    const test = { kind: 'change', state: 'ignored', fault: 'a test of the dashboard', contact: null };
    const ids = await store(BODY, [
      { ...test, field: 'security', place: [0, 1, null], seen: 3 },
      { ...test, field: 'flows', place: [0, 1, null] },
      { ...test, field: 'security', place: [0, 1, null] },
    ]);
    expect(await found('&test=true')).toEqual(ids.toReversed());
    expect(await found('&test=false&field=security')).toEqual([]);
    const [, , , first] = [...(await events('&test=true')), (await events(`&field=security`)).at(-1)];
    expect(first).toMatchObject({ test: true, note: 'Test received × 3.' });
    expect(await app.expect(200, 'GET', '/webhook-events/tests')).toMatchObject({
      items: [
        { field: 'flows', times: 1 },
        { field: 'security', times: 4 },
      ],
    });
  });
});

describe('people in what Meta sent', () => {
  const wamid = 'wamid.HBgNNTIxNTU1MDAwMTExMRUCABEYEjBGQTQ3RDk5QzU5RTVGMkQ3NQA=';
  const message = { id: wamid, from: '5215550001111', type: 'text', text: { body: 'soy Marta' } };
  const body = JSON.stringify({
    entry: [{ changes: [{ field: 'messages', value: { messages: [message] } }] }],
  });

  it.each([
    ['owner', true, true],
    ['cashier', false, true],
    ['seller', false, false],
    ['auditor', false, false],
  ] as const)('are shown to the role %s as far as its scopes go', async (role, whole, people) => {
    const field = `by ${role}`;
    const [id = ''] = await store(body, [{ kind: 'message', field, wamid }]);
    const { key } = await app.keyOf(role);
    for (const event of [
      await app.expect<Event>(200, 'GET', `/webhook-events/${id}`, { key }),
      (
        await app.expect<{ items: Event[] }>(
          200,
          'GET',
          `/webhook-events?field=${encodeURIComponent(field)}`,
          { key },
        )
      ).items[0],
    ]) {
      expect(JSON.stringify(event).includes('Marta')).toBe(whole);
      expect(JSON.stringify(event?.payload).includes('5215550001111')).toBe(whole);
      expect(event?.['wamid'] === wamid).toBe(people);
      expect(event?.['note'] === null).toBe(whole);
    }
  });
});
