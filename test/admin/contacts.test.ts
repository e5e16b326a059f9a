import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/kernel/index.js';
import type { AdminApp } from './app.js';
import { StoredEvents } from './stored-events.js';
import { hold, openRaffle, paymentOf, sendReceipt } from './story.js';

let server: StoredEvents;
let app: AdminApp;
let channel: string;

beforeAll(async () => {
  server = await StoredEvents.start();
  ({ app, channel } = server);
});
afterAll(() => app.stop());

interface Person {
  id: string;
  name: string | null;
  phone: string | null;
  userId: string | null;
  [member: string]: unknown;
}
interface Entry {
  id: string;
  kind: string;
  what: string;
  text: string | null;
  note: string | null;
  detail: Record<string, unknown>;
}

async function someone(
  name: string | null,
  waId: string | null,
  userId: string | null = null,
): Promise<string> {
  const id = newId();
  await app.owner.query(
    `insert into contact (id, portfolio_id, display_name) select $1, portfolio_id, $2 from channel limit 1`,
    [id, name],
  );
  await app.owner.query(
    `insert into contact_identifier (portfolio_id, contact_id, kind, value)
     select portfolio_id, $1, kind, value from channel, (values ('wa_id', $2), ('user_id', $3)) as i(kind, value)
     where value is not null`,
    [id, waId, userId],
  );
  return id;
}

const search = async (text: string): Promise<string[]> =>
  (
    await app.expect<{ items: Person[] }>(200, 'GET', `/contacts?search=${encodeURIComponent(text)}`)
  ).items.map(({ id }) => id);
const timeline = async (id: string, key?: string): Promise<Entry[]> =>
  (
    await app.expect<{ items: Entry[] }>(
      200,
      'GET',
      `/contacts/${id}/timeline`,
      key === undefined ? {} : { key },
    )
  ).items;

describe('people', () => {
  it('are found by number, user id and the beginning of a name', async () => {
    const marta = await someone('Marta Ruiz', '5215550001111', 'MX.1111');
    const martin = await someone('martín', null, 'MX.2222');
    const percent = await someone('100% Real', '5215550003333');
    expect(await search('+52 1 555 000 1111')).toEqual([marta]);
    expect(await search('MX.2222')).toEqual([martin]);
    expect(await search('MART')).toEqual([martin, marta]);
    expect(await search('100%')).toEqual([percent]);
    expect(await search('%')).toEqual([]);
    expect(await search('nobody')).toEqual([]);
    expect((await app.expect<{ items: Person[] }>(200, 'GET', '/contacts?limit=1')).items).toHaveLength(1);
    expect(await app.expect(200, 'GET', `/contacts/${marta}`)).toMatchObject({
      id: marta,
      name: 'Marta Ruiz',
      phone: '5215550001111',
      userId: 'MX.1111',
      billable: { messages: 0, byCategory: [], estimate: null, purchases: [] },
    });
  });

  it('are nameless to whoever may not read chats', async () => {
    const id = await someone('Marta Ruiz', '5215550004444', 'MX.4444');
    const { key } = await app.keyOf('auditor');
    expect(await app.expect(200, 'GET', `/contacts/${id}`, { key })).toMatchObject({
      name: '•••',
      phone: '•••44',
      userId: '•••',
    });
    expect((await app.call('GET', '/contacts', { key })).status).toBe(403);
  });

  it('who are not there are not found', async () => {
    for (const path of [`/contacts/${newId()}`, `/contacts/${newId()}/timeline`, '/contacts/x/timeline'])
      expect((await app.call('GET', path)).status).toBe(404);
    const id = await someone(null, '5215550005555');
    for (const cursor of ['x', Buffer.from('1:2027-99-99T00:00:00.000000Z out-1').toString('base64url')])
      expect((await app.call('GET', `/contacts/${id}/timeline?cursor=${cursor}`)).status).toBe(400);
  });
});

describe('a time line', () => {
  it('joins what came, what was decided, what was said, ordered and paid, newest first', async () => {
    const raffle = await openRaffle(app);
    const order = await hold(app, raffle, ['07']);
    const contact = order.contactId;
    await sendReceipt(app, order);
    const { id: paymentId } = await paymentOf(app, order);
    await app.expect(200, 'POST', `/payments/${paymentId}/approve`);
    const message = { id: 'wamid.in', type: 'text', text: { body: 'soy Marta' } };
    const body = JSON.stringify({
      entry: [{ changes: [{ field: 'messages', value: { messages: [message] } }] }],
    });
    const [event] = await server.store(body, [{ kind: 'message', type: 'text', wamid: 'wamid.in', contact }]);
    await app.owner.query(
      `update inbox set decision = '{"heard":"text","from":"menu","to":"menu"}' where id = $1`,
      [event],
    );
    await app.owner.query(
      `insert into outbox (id, channel_id, contact_id, purpose, content, state, order_id, sent_at, read_at, inbox_id)
       values ($1, $2, $3, 'paid', '{"kind":"text","body":"¡Pagado!"}', 'read', $4, app_now(), app_now(), $5)`,
      [newId(), channel, contact, order.id, event],
    );
    const entries = await timeline(contact);
    expect(entries.map(({ kind, what }) => `${kind} ${what}`)).toEqual([
      'message_out paid',
      'message_in text',
      'news payment_approved',
      'payment approved',
      'order paid',
      'order receipt',
      'order held',
    ]);
    expect(entries[0]).toMatchObject({
      text: '¡Pagado!',
      detail: { orderId: order.id, answers: event, billable: false },
    });
    expect(entries[1]).toMatchObject({
      text: 'soy Marta',
      detail: { event, wamid: 'wamid.in', decision: { from: 'menu' } },
    });
    expect(entries[3]?.detail).toMatchObject({ paymentId, orderId: order.id });
    const { key } = await app.keyOf('seller');
    const blind = await timeline(contact, key);
    expect(blind.map(({ text }) => text)).toEqual(['•••', '•••', null, null, null, null, null]);
    expect(JSON.stringify(blind)).not.toMatch(/Marta|wamid\.in/);
  });

  it('is paged without repeating or losing anything, also where many things happened at once', async () => {
    const contact = await someone('Laura', '5215550006666');
    await app.owner.query(
      `insert into outbox (id, channel_id, contact_id, purpose, content, created_at)
       select gen_random_uuid(), $1, $2, 'reply', '{"kind":"text","body":"x"}', '2027-01-01T00:00:00.123456Z'::timestamptz + n / 3 * interval '1 second'
       from generate_series(1, 25) n`,
      [channel, contact],
    );
    await app.owner.query(
      `insert into consent (contact_id, kind, version, at) select $1, 'marketing', '1', '2027-01-01T00:00:02.123456Z' from generate_series(1, 5)`,
      [contact],
    );
    const seen: string[] = [];
    let cursor = '';
    do {
      const page: { items: Entry[]; nextCursor: string | null } = await app.expect(
        200,
        'GET',
        `/contacts/${contact}/timeline?limit=4${cursor}`,
      );
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(seen).toHaveLength(30);
    expect(new Set(seen).size).toBe(30);
    expect(seen).toEqual((await timeline(contact)).map(({ id }) => id));
  });

  it('says where words are no longer kept', async () => {
    const contact = await someone('Ana', '5215550007777');
    const [event] = await server.store('{}', [{ kind: 'message', type: 'text', contact }]);
    await app.owner.query(
      'delete from webhook_delivery where id = (select delivery_id from inbox where id = $1)',
      [event],
    );
    await app.owner.query(
      `insert into outbox (id, channel_id, contact_id, purpose, content, state) values ($1, $2, $3, 'reply', '{"kind":"pruned"}', 'read')`,
      [newId(), channel, contact],
    );
    expect((await timeline(contact)).map(({ text, note }) => [text, note])).toEqual([
      [null, 'Its words are no longer kept (RETENTION_MESSAGES_DAYS).'],
      [null, 'Its words are no longer kept (RETENTION_BODIES_DAYS).'],
    ]);
  });

  it('of two contacts that were one person is one', async () => {
    const older = await someone('Eva', '5215550008888');
    const younger = await someone(null, null, 'MX.8888');
    await server.store('{}', [{ kind: 'message', contact: younger }]);
    await server.store('{}', [{ kind: 'message', contact: older }]);
    await app.owner.query('update contact set merged_into = $1 where id = $2', [older, younger]);
    expect(await timeline(older)).toHaveLength(2);
    await app.database.transact((tx) =>
      tx.run(
        `insert into audit_entry (action, target_kind, target_id) values ('contact.merged', 'contact', $1)`,
        [older],
      ),
    );
    expect((await timeline(older))[0]).toMatchObject({ kind: 'action', what: 'contact.merged' });
  });
});
