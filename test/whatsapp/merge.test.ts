import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/kernel/index.js';
import { putNews } from '../../src/platform/index.js';
import { FIRST_PORTFOLIO } from '../../src/whatsapp/channels/channel.js';
import type { MergeResult } from '../../src/whatsapp/contacts/contact-merge.repository.js';
import { Room, text } from './room.js';

describe('merging two contacts that are one person', () => {
  let room: Room;

  beforeAll(async () => {
    room = await Room.open();
  });
  afterAll(() => room.close());

  const merge = (older: string, younger: string): Promise<MergeResult> =>
    room.db.database.transact((tx) => room.node.merge.merge(tx, older, younger));

  const one = <T extends object>(sql: string, parameters: string[]) =>
    room.db.database.first<T & Record<string, unknown>>(sql, parameters);

  async function raffle(maxPerPerson: number): Promise<string> {
    const id = newId();
    await room.db.database.transact((tx) =>
      tx.run(
        `insert into raffle (id, slug, title, sales_mode, jurisdiction, currency, price_minor, emission, width, max_per_person,
           time_zone, sales_close_at, draw_at, dispute_minutes, draw_method, refund_policy, organiser, transfer_account)
         values ($1, $3, 'Moto', 'chat', 'CO', 'COP', 100, 1000, 3, $2, 'America/Bogota', app_now() + interval '1 day',
           app_now() + interval '2 days', 120, '{}', 'x', '{}', '{}')`,
        [id, maxPerPerson, `r-${id}`],
      ),
    );
    return id;
  }

  async function buy(raffleId: string, contactId: string, taken: number, allowed: number): Promise<void> {
    await room.db.database.transact(async (tx) => {
      await tx.run(
        `insert into raffle_order (id, code, raffle_id, contact_id, origin, state, numbers, amount_minor, currency, identity, rules_hash)
         values ($1, $4, $2, $3, 'chat', 'paid', '{1}', 100, 'COP', '+57', '\\x00')`,
        [newId(), raffleId, contactId, newId()],
      );
      await tx.run(
        'insert into purchase_limit (raffle_id, contact_id, taken, allowed) values ($1, $2, $3, $4)',
        [raffleId, contactId, taken, allowed],
      );
    });
  }

  it('brings everything the younger had to the older, and keeps the older’s conversation', async () => {
    const [older, younger] = [await room.contact(), await room.contact()];
    const [both, onlyYounger] = [await raffle(20), await raffle(20)];
    await buy(both, older.id, 15, 20);
    await buy(both, younger.id, 8, 20);
    await buy(onlyYounger, younger.id, 2, 20);
    await room.db.database.transact(async (tx) => {
      await tx.run(`update conversation set state = '"older"' where contact_id = $1`, [older.id]);
      await tx.run(
        `update conversation set state = '"younger"', with_human_since = app_now() where contact_id = $1`,
        [younger.id],
      );
      await room.node.contacts.setOptOut(tx, younger.id, 'marketing');
      await room.node.contacts.recordConsent(tx, younger.id, 'age_and_rules', 'v1');
      await putNews(tx, [{ contactId: younger.id, news: { type: 'hold_expired' } }]);
    });
    await room.enqueue(younger.id, 'uno');
    await room.enqueue(older.id, 'dos');
    await room.enqueue(younger.id, 'tres');

    expect(await merge(older.id, younger.id)).toBe('merged');
    expect(await merge(older.id, younger.id)).toBe('gone');

    expect(await room.db.database.rows('select distinct contact_id from raffle_order', [])).toEqual([
      { contact_id: older.id },
    ]);
    const limit = (raffleId: string, contactId: string) =>
      one('select taken, allowed from purchase_limit where raffle_id = $1 and contact_id = $2', [
        raffleId,
        contactId,
      ]);
    expect(await limit(both, older.id)).toEqual({ taken: 23, allowed: 23 });
    expect(await limit(both, younger.id)).toEqual({ taken: 0, allowed: 0 });
    expect(await limit(onlyYounger, older.id)).toEqual({ taken: 2, allowed: 20 });
    const audit = await one<{ detail: unknown }>(`select detail from audit_entry where target_id = $1`, [
      older.id,
    ]);
    expect(audit).toEqual({ detail: { younger: younger.id, overLimitIn: [both] } });

    const conversation = await one<{ with_human_since: Date | null }>(
      'select state, with_human_since from conversation where contact_id = $1',
      [older.id],
    );
    expect(conversation).toMatchObject({ state: 'older' });
    expect(conversation!.with_human_since).not.toBeNull();
    expect(await one('select opt_out, merged_into from contact where id = $1', [older.id])).toEqual({
      opt_out: 'marketing',
      merged_into: null,
    });
    expect(await one('select merged_into from contact where id = $1', [younger.id])).toEqual({
      merged_into: older.id,
    });
    expect(
      await one(`select version from consent where contact_id = $1 and kind = 'age_and_rules'`, [older.id]),
    ).toEqual({ version: 'v1' });
    expect(await room.news(older.id)).toEqual([{ type: 'hold_expired' }]);
    const lanes = await room.db.database.rows(
      `select lane_id from inbox where state = 'pending' and contact_id = $1`,
      [older.id],
    );
    expect(lanes).toEqual([{ lane_id: older.id }]);

    await room.drain();
    expect(room.arrived(younger.waId)).toEqual(['uno', 'dos', 'tres']); // its newest number
    expect(await room.states(older.id)).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it('moves what was overheard, where they came from and what is silent or waits for a person', async () => {
    const [older, younger] = [await room.contact(), await room.contact()];
    await room.db.database.transact(async (tx) => {
      await tx.run(
        `insert into overheard (channel_id, contact_id, wamid, speaker, type, body, said_at, inbox_id)
         values ($1, $2, 'wamid.heard', 'app', 'text', 'ya te atiendo', app_now(), 1)`,
        [room.channelId, younger.id],
      );
      await tx.run(
        `insert into referral (channel_id, contact_id, wamid, source_type, ref, at) values ($1, $2, 'wamid.came', 'link', 'ANA', app_now())`,
        [room.channelId, younger.id],
      );
      await tx.run(
        `update conversation set with_human_since = app_now(), hand_off_reason = 'asked', free_entry_until = app_now() + interval '3 days'
         where contact_id = $1`,
        [younger.id],
      );
      await room.node.contacts.doubtIdentity(tx, younger.id);
    });
    expect(await merge(older.id, younger.id)).toBe('merged');
    for (const table of ['overheard', 'referral'])
      expect(
        await room.db.database.rows(`select contact_id from ${table} where contact_id = any($1::uuid[])`, [
          [older.id, younger.id],
        ]),
      ).toEqual([{ contact_id: older.id }]);
    const chat = `select with_human_since is not null as human, hand_off_reason, free_entry_until > app_now() + interval '2 days' as free
      from conversation where contact_id = $1`;
    expect(await one(chat, [older.id])).toEqual({ human: true, hand_off_reason: 'asked', free: true });
    expect(
      await one('select identity_doubtful_since is not null as doubtful from contact where id = $1', [
        older.id,
      ]),
    ).toEqual({ doubtful: true });
  });

  it.each([
    [
      'the younger’s that lasts, with its cause, not one that is over',
      "'echo', '-1 hour'",
      "'handover', null",
      'handover',
      null,
    ],
    ['the older’s where the younger’s is over', "'echo', '2 hours'", "'standby', '-1 hour'", 'echo', true],
    ['the one that lasts longer', "'echo', '1 hour'", "'standby', '2 hours'", 'standby', true],
    ['none where both are over', "'echo', '-1 hour'", "'standby', '-2 hours'", null, null],
  ])('keeps of two silences %s', async (_which, olders, youngers, cause, ends) => {
    const [older, younger] = [await room.contact(), await room.contact()];
    const silence = (id: string, values: string) =>
      room.db.database.transact((tx) =>
        tx.run(
          `update conversation c set bot_silent_since = app_now() - interval '3 hours', bot_silent_cause = s.cause,
             bot_silent_until = app_now() + s.until::interval
           from (values (${values})) as s(cause, until) where contact_id = $1`,
          [id],
        ),
      );
    await silence(older.id, olders);
    await silence(younger.id, youngers);
    expect(await merge(older.id, younger.id)).toBe('merged');
    const kept =
      'select bot_silent_cause as cause, bot_silent_until > app_now() as ends from conversation where contact_id = $1';
    expect(await one(kept, [older.id])).toEqual({ cause, ends });
  });

  it('is put back while somebody works on one of them', async () => {
    const [older, younger] = [await room.contact(), await room.contact()];
    for (const lane of ['inbox_lane', 'outbox_lane']) {
      await room.db.database.transact(async (tx) => {
        await tx.rows(`select from ${lane} where id = $1 for no key update`, [younger.id]);
        expect(await merge(older.id, younger.id)).toBe('busy');
        expect(
          await room.db.database.transact((other) => room.node.contacts.merge(other, older.id, younger.id)),
        ).toBe(false);
      });
    }
    const news = () => room.db.database.transact((tx) => room.node.contacts.merge(tx, older.id, younger.id));
    expect(await news()).toBe(true);
    expect(await news()).toBe(true);
  });

  it('leads on what is written to the younger afterwards, also through a second merge', async () => {
    const [first, second, third] = [await room.contact(), await room.contact(), await room.contact()];
    expect(await merge(second.id, third.id)).toBe('merged');
    expect(await merge(first.id, second.id)).toBe('merged');
    expect(await one('select merged_into from contact where id = $1', [third.id])).toEqual({
      merged_into: first.id,
    });
    await room.enqueue(third.id, { content: text('para el más joven') });
    await room.db.database.transact((tx) =>
      putNews(tx, [{ contactId: third.id, news: { type: 'hold_expired' } }]),
    );
    await room.drain();
    expect(await room.states(first.id)).toEqual(['accepted']);
    expect(await room.news(first.id)).toHaveLength(1);
    const ids = await room.db.database.transact((tx) =>
      room.node.contacts.resolve(tx, FIRST_PORTFOLIO, [{ waId: third.waId }, { waId: second.waId }]),
    );
    expect(ids).toEqual([first.id, first.id]);
    const identities = await Promise.all(
      [first, second, third].map(({ id }) => room.node.contacts.identityOf(room.db.database, id)),
    );
    expect(new Set(identities).size).toBe(1);
  });
});
