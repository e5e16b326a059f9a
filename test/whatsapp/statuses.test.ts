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
    billableCategory: status === 'sent' || status === 'delivered' ? 'service' : null,
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
});
