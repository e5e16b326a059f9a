import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeContacts } from '../support/people.js';
import type { AdminApp } from './app.js';
import { BODY, StoredEvents, type Event, type Stored } from './stored-events.js';

let app: AdminApp;
let channel: string;
let stored: StoredEvents;

beforeAll(async () => {
  stored = await StoredEvents.start();
  ({ app, channel } = stored);
});
afterAll(() => app.stop());

const store = (body: string | Buffer, rows: readonly Stored[]) => stored.store(body, rows);
const events = (query = '') => stored.list(query);

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
