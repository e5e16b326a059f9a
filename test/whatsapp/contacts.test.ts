import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIRST_PORTFOLIO } from '../../src/whatsapp/channels/channel.js';
import type { Person } from '../../src/whatsapp/index.js';
import { Room } from './room.js';

let numbers = 0;
const fresh = (): { userId: string; waId: string } => ({
  userId: `CO.${2_000 + ++numbers}`,
  waId: `57300${1_000 + numbers}`,
});

describe('contacts', () => {
  let room: Room;

  beforeAll(async () => {
    room = await Room.open();
  });
  afterAll(() => room.close());

  const resolve = (...people: Person[]): Promise<string[]> =>
    room.db.database.transact((tx) => room.node.contacts.resolve(tx, FIRST_PORTFOLIO, people));

  const changed = (contactId: string, after: Person): Promise<void> =>
    room.db.database.transact((tx) => room.node.contacts.identityChanged(tx, contactId, after));

  const identifiers = (contactId: string) =>
    room.db.database.rows<{ kind: string; value: string; open: boolean }>(
      `select kind, value, closed_at is null as open from contact_identifier where contact_id = $1 order by kind, id`,
      [contactId],
    );

  it('are made once, with their lanes, when the same pair arrives fifty times at once', async () => {
    const person = { ...fresh(), name: 'Ana' };
    const before = await room.db.database.first<{ count: string }>('select count(*) from contact');
    const ids = (await Promise.all(Array.from({ length: 50 }, () => resolve(person)))).flat();
    expect(new Set(ids).size).toBe(1);
    const after = await room.db.database.first<{ count: string }>('select count(*) from contact');
    expect(Number(after!.count) - Number(before!.count)).toBe(1);
    expect(await identifiers(ids[0]!)).toHaveLength(2);
    for (const lane of ['inbox_lane', 'outbox_lane']) {
      expect(await room.db.database.rows(`select from ${lane} where id = $1`, [ids[0]!])).toHaveLength(1);
    }
    expect(await room.db.database.first('select display_name from contact where id = $1', [ids[0]!])).toEqual(
      { display_name: 'Ana' },
    );
  });

  it('meet no deadlock when crowds of strangers arrive in different orders', async () => {
    const people = Array.from({ length: 40 }, () => fresh());
    const orders = [
      people,
      people.toReversed(),
      people.toSorted((a, b) => a.waId.localeCompare(b.waId)),
      people.slice(20),
    ];
    const answers = await Promise.all([...orders, ...orders].map((crowd) => resolve(...crowd)));
    const expected = new Map(people.map((person, i) => [person, answers[0]![i]]));
    for (const [n, crowd] of [...orders, ...orders].entries()) {
      expect(answers[n]).toEqual(crowd.map((person) => expected.get(person)));
    }
    expect(new Set(expected.values()).size).toBe(people.length);
  });

  it('are one person whether Meta tells the number, the id, or both', async () => {
    const { userId, waId } = fresh();
    const [byNumber] = await resolve({ waId });
    const [byBoth] = await resolve({ userId, waId });
    const [byId] = await resolve({ userId });
    expect([byBoth, byId]).toEqual([byNumber, byNumber]);
    const other = fresh();
    const [first] = await resolve({ userId: other.userId });
    expect(await resolve({ waId: other.waId, userId: other.userId }, { waId: other.waId })).toEqual([
      first,
      first,
    ]);
  });

  it('are new people when a known number comes with another id: the number is closed at the old contact', async () => {
    const old = fresh();
    const { userId } = fresh();
    const [before] = await resolve(old);
    const [after] = await resolve({ userId, waId: old.waId });
    expect(after).not.toBe(before);
    expect(await identifiers(before!)).toEqual([
      { kind: 'user_id', value: old.userId, open: true },
      { kind: 'wa_id', value: old.waId, open: false },
    ]);
    expect(await resolve({ waId: old.waId })).toEqual([after]);
    expect(await resolve({ userId: old.userId })).toEqual([before]);
    expect(await room.news(before!)).toEqual([]);
    expect(await room.node.contacts.identityOf(room.db.database, before!)).toBe(old.userId);
  });

  it('found to be one person answer as the older, and a merge waits in its mailbox', async () => {
    const { userId, waId } = fresh();
    const [older] = await resolve({ waId });
    const [younger] = await resolve({ userId });
    expect(younger).not.toBe(older);
    expect(await resolve({ userId, waId })).toEqual([older]);
    expect(await room.news(older!)).toEqual([{ type: 'merge', youngerId: younger }]);
    const reversed = fresh();
    const [olderId] = await resolve({ userId: reversed.userId });
    const [youngerId] = await resolve({ waId: reversed.waId });
    expect(await resolve(reversed)).toEqual([olderId]);
    expect(await room.news(olderId!)).toEqual([{ type: 'merge', youngerId }]);
  });

  it('keep their history when Meta says that their identity changed', async () => {
    const old = fresh();
    const next = fresh();
    const [contact] = await resolve(old);
    await changed(contact!, next);
    expect(await resolve(next, { waId: next.waId })).toEqual([contact, contact]);
    expect(await room.node.contacts.identityOf(room.db.database, contact!)).toBe(`+${next.waId}`);
    const known = fresh();
    const [other] = await resolve(known);
    await changed(contact!, known);
    expect(await room.news(contact!)).toEqual([{ type: 'merge', youngerId: other }]);
  });

  it('do not get the history of whoever had their new number before', async () => {
    const stranger = fresh();
    const [before] = await resolve(stranger);
    const [contact] = await resolve(fresh());
    await changed(contact!, { waId: stranger.waId });
    expect(await resolve({ waId: stranger.waId })).toEqual([before]); // without an id Meta may mean either
    const { userId } = fresh();
    await changed(contact!, { userId, waId: stranger.waId });
    expect(await resolve({ waId: stranger.waId }, { userId })).toEqual([contact, contact]);
    expect(await resolve({ userId: stranger.userId })).toEqual([before]);
    expect([...(await room.news(before!)), ...(await room.news(contact!))]).toEqual([]);
  });

  it('prove who they are where their new number was known without an id: it may have been another’s', async () => {
    const number = { waId: fresh().waId };
    const [before] = await resolve(number);
    const [contact] = await resolve(fresh());
    const doubtful = () =>
      room.db.database.first(
        'select identity_doubtful_since is not null as doubtful from contact where id = $1',
        [contact!],
      );
    await changed(contact!, fresh());
    expect(await doubtful()).toEqual({ doubtful: false }); // nobody else's history comes with a number nobody knew
    await changed(contact!, { ...fresh(), ...number });
    expect(await room.news(before!)).toEqual([{ type: 'merge', youngerId: contact }]);
    expect(await doubtful()).toEqual({ doubtful: true });
  });

  it('record what they agreed to and what they withdrew, and never change it', async () => {
    const [id] = await resolve(fresh());
    await room.db.database.transact(async (tx) => {
      await room.node.contacts.recordConsent(tx, id!, 'age_and_rules', 'v3', 'wamid.1');
      await room.node.contacts.setOptOut(tx, id!, 'all', 'wamid.2');
      await room.node.contacts.setOptOut(tx, id!, 'none', 'wamid.3');
    });
    expect(
      await room.db.database.rows(
        'select kind, version, wamid from consent where contact_id = $1 order by id',
        [id!],
      ),
    ).toEqual([
      { kind: 'age_and_rules', version: 'v3', wamid: 'wamid.1' },
      { kind: 'all_withdrawn', version: '1', wamid: 'wamid.2' },
      { kind: 'marketing', version: '1', wamid: 'wamid.3' },
    ]);
    const change = room.db.database.transact((tx) => tx.run('update consent set version = $1', ['x']));
    await expect(change).rejects.toMatchObject({ code: 'TL000' });
  });
});
