import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/kernel/index.js';
import type { DeliveryReport } from '../../src/whatsapp/index.js';
import { RANK, type DeliveryStatus } from '../../src/whatsapp/statuses/status-rank.js';
import { Room, type OutboxRow } from './room.js';

const WORDS = ['sent', 'delivered', 'read', 'played', 'failed'] as const;

describe('delivery statuses', () => {
  let room: Room;
  let contactId = '';

  beforeAll(async () => {
    room = await Room.open();
    contactId = (await room.contact()).id;
  });
  afterAll(() => room.close());

  const fold = (reports: readonly DeliveryReport[]) =>
    room.db.database.transact((tx) => room.node.statuses.fold(tx, reports));

  const report = (
    status: string,
    id: { callbackId?: string; wamid?: string },
    errorCode: number | null = null,
  ): DeliveryReport => ({
    callbackId: id.callbackId ?? null,
    wamid: id.wamid ?? null,
    status,
    errorCode: status === 'failed' ? (errorCode ?? 131026) : null,
    metaAt: null,
    pricing:
      status === 'sent' || status === 'delivered'
        ? { model: 'PMP', type: 'regular', category: 'service' }
        : null,
  });

  const row = async (id: string): Promise<OutboxRow> =>
    (await room.rows(contactId)).find((one) => one.id === id)!;

  it('give the same result in any order, repeated or not, in one batch or many', async () => {
    const told = fc.array(fc.record({ word: fc.constantFrom(...WORDS), pause: fc.boolean() }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(told, fc.boolean(), async (steps, byWamid) => {
        const [id] = await room.enqueue(contactId, 'hola');
        const wamid = `wamid.${newId()}`;
        await room.db.database.transact((tx) =>
          tx.run(`update outbox set state = 'accepted', rank = 1, wamid = $2 where id = $1`, [id!, wamid]),
        );
        let batch: DeliveryReport[] = [];
        for (const { word, pause } of steps) {
          batch.push(report(word, byWamid ? { wamid } : { callbackId: id!, wamid }));
          if (pause) {
            await fold(batch);
            batch = [];
          }
        }
        await fold(batch);
        const best = steps.map(({ word }) => word).toSorted((a, b) => RANK[b] - RANK[a])[0] as DeliveryStatus;
        expect(await row(id!)).toMatchObject({
          state: best,
          rank: RANK[best],
          error_code: best === 'failed' ? 131026 : null,
          reason: best === 'failed' ? 'unreachable' : null,
          billable_category: steps.some(({ word }) => word === 'sent' || word === 'delivered')
            ? 'service'
            : null,
        });
      }),
      { numRuns: 60 },
    );
  });

  it('fold a thousand messages in one go, also told by two nodes at once', async () => {
    const ids = await room.enqueue(contactId, ...Array.from({ length: 1_000 }, () => 'hola'));
    const all = (word: string) => ids.map((callbackId) => report(word, { callbackId }));
    await Promise.all([
      fold(all('read')),
      fold(all('sent').toReversed()),
      fold(all('delivered').toReversed()),
    ]);
    const states = (await room.rows(contactId))
      .filter(({ id }) => ids.includes(id))
      .map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['read']));
  });

  it('of messages we do not know are kept, join when the message’s id becomes known, and are forgotten after a week', async () => {
    const [id] = await room.enqueue(contactId, 'hola');
    await fold([
      report('delivered', { wamid: 'wamid.early' }),
      report('sent', { wamid: 'wamid.early' }),
      report('read', { wamid: 'wamid.foreign' }),
    ]);
    await fold([report('delivered', { wamid: 'wamid.early' })]);
    const orphans = () =>
      room.db.database.rows('select wamid, status from status_orphan order by wamid, status');
    expect(await orphans()).toHaveLength(3);
    await room.db.database.transact((tx) =>
      tx.run(`update outbox set state = 'accepted', rank = 1, wamid = 'wamid.early' where id = $1`, [id!]),
    );
    await room.node.sweep.sweep();
    expect(await row(id!)).toMatchObject({ state: 'delivered', rank: RANK.delivered });
    expect(await orphans()).toEqual([{ wamid: 'wamid.foreign', status: 'read' }]);
    await room.later(7 * 86_400 + 1);
    await room.db.database.transact((tx) => room.node.statuses.pruneOrphans(tx));
    expect(await orphans()).toEqual([]);
    await room.later(-7 * 86_400);
  });

  it('with a word we do not know, or an id of somebody else, change nothing', async () => {
    const [id] = await room.enqueue(contactId, 'hola');
    await fold([
      report('warming_up', { callbackId: id! }),
      report('read', { callbackId: newId() }),
      report('read', {}),
    ]);
    expect((await row(id!)).state).toBe('pending');
  });

  describe('that tell a price', () => {
    const PRICES = [
      null,
      { model: 'PMP', type: 'regular', category: 'service' },
      { model: 'PMP', type: 'regular', category: 'a category of next year' },
      { model: 'PMP', type: 'free_customer_service', category: 'utility' },
      { model: 'PMP', type: 'free_entry_point', category: 'referral_conversion' },
      { model: null, type: 'regular', category: null },
      { model: 'CBP', type: null, category: 'marketing' },
    ] as const;
    const START = Date.parse('2026-11-22T10:00:00Z');

    interface Priced {
      pricing_type: string | null;
      pricing_category: string | null;
      billable_category: string | null;
      priced_at: Date | null;
      [time: `${string}_at`]: Date | null;
    }

    const priced = async (id: string): Promise<Priced> =>
      (await room.db.database.first<Priced & Record<string, unknown>>(
        `select pricing_type, pricing_category, billable_category, priced_at, sent_at, delivered_at, read_at, played_at, failed_at
         from outbox where id = $1`,
        [id],
      ))!;

    it('and a time give the same price and times in any order, in one batch or many: the furthest status with a price counts', async () => {
      const told = fc.uniqueArray(
        fc.record({
          word: fc.constantFrom(...WORDS),
          price: fc.constantFrom(...PRICES),
          second: fc.nat({ max: 100 }),
          pause: fc.boolean(),
        }),
        { selector: ({ word }) => word, minLength: 1 },
      );
      await fc.assert(
        fc.asyncProperty(told, async (steps) => {
          const [id] = await room.enqueue(contactId, 'hola');
          let batch: DeliveryReport[] = [];
          for (const { word, price, second, pause } of steps) {
            const metaAt = new Date(START + second * 1000);
            const one = { ...report(word, { callbackId: id! }), pricing: price, metaAt };
            batch.push(one, one);
            if (pause) await fold(batch.splice(0));
          }
          await fold(batch);
          const withPrice = steps.filter(({ price }) => price !== null);
          const { price } = withPrice.toSorted((a, b) => RANK[b.word] - RANK[a.word])[0] ?? { price: null };
          const times = steps.map(({ word, second }) => [`${word}_at`, new Date(START + second * 1000)]);
          expect(await priced(id!)).toMatchObject({
            pricing_type: price?.type ?? null,
            pricing_category: price?.category ?? null,
            billable_category:
              price === null || price.type?.startsWith('free_') === true
                ? null
                : (price.category ?? 'unknown'),
            priced_at:
              withPrice.length === 0
                ? null
                : new Date(START + Math.min(...withPrice.map(({ second }) => second)) * 1000),
            ...Object.fromEntries(times),
          });
        }),
        { numRuns: 60 },
      );
    });

    it('before the message’s id is known keep it until then', async () => {
      const [id] = await room.enqueue(contactId, 'hola');
      const wamid = `wamid.${newId()}`;
      await fold([report('sent', { wamid })]);
      await room.db.database.transact((tx) =>
        tx.run(`update outbox set state = 'accepted', rank = 1, wamid = $2 where id = $1`, [id!, wamid]),
      );
      await room.node.sweep.sweep();
      expect(await priced(id!)).toMatchObject({ pricing_type: 'regular', billable_category: 'service' });
    });
  });
});
