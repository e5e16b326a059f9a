import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { advance, setNow } from '../support/time.js';
import { DrawRoom } from './draw-room.js';

let draws: DrawRoom;
beforeAll(async () => {
  draws = await DrawRoom.open();
});
afterAll(() => draws.close());
beforeEach(() => setNow(draws.room.owner, null));

async function stateOf(raffleId: string): Promise<string | undefined> {
  return (await draws.room.raffles.byId(draws.room.database, raffleId))?.state;
}

describe('Reconciling', () => {
  it('keeps the table with the name and words of who confirmed it', async () => {
    const { raffle } = await draws.sold([[7, 8], [9]]);
    const outcome = await draws.reconcile(raffle.id);
    expect(outcome).toMatchObject({
      kind: 'reconciled',
      reconciliation: { by: draws.actor.userId, note: 'revisado', at: expect.stringMatching(/^2\d{3}-.*Z$/) },
    });
    const row = await draws.room.database.first<{ reconciliation: { table: object[] } }>(
      'select reconciliation from raffle where id = $1',
      [raffle.id],
    );
    expect(row?.reconciliation.table).toEqual([
      { check: 'numbers', expected: 100, found: 100, difference: 0 },
      { check: 'orders', expected: 3, found: 3, difference: 0 },
      { check: 'placement', expected: 0, found: 0, difference: 0 },
      { check: 'money', expected: 15_000, found: 15_000, difference: 0 },
      { check: 'log', expected: 3, found: 3, difference: 0 },
      { check: 'entries', expected: 3, found: 3, difference: 0 },
    ]);
    expect((await draws.reconcile(raffle.id)).kind).toBe('already');
  });

  it('is refused with the list while orders are held, in review or rejected', async () => {
    const raffle = await draws.raffle();
    const [ana, leo, eva] = await draws.room.people(3);
    const held = await draws.room.held(raffle.id, ana!, [1]);
    const review = await draws.room.held(raffle.id, leo!, [2, 3]);
    const rejected = await draws.room.held(raffle.id, eva!, [4]);
    await draws.receipt(review.id, leo!);
    const payment = await draws.receipt(rejected.id, eva!);
    await draws.room.database.transact(async (tx) => {
      await draws.payments.reject(tx, payment, 'no llegó', draws.actor.userId);
      await draws.room.raffles.close(tx, raffle.id);
    });
    const outcome = await draws.reconcile(raffle.id);
    expect(outcome).toMatchObject({ kind: 'open_orders', total: 3 });
    const orders = outcome.kind === 'open_orders' ? outcome.orders : [];
    expect(new Map(orders.map(({ code, state, numbers }) => [code, { state, numbers }]))).toEqual(
      new Map([
        [held.code, { state: 'held', numbers: 1 }],
        [review.code, { state: 'in_review', numbers: 2 }],
        [rejected.code, { state: 'rejected', numbers: 1 }],
      ]),
    );
    expect(await stateOf(raffle.id)).toBe('closed');
  });

  it('is refused with the table where the money book misses a payment', async () => {
    const raffle = await draws.raffle();
    await draws.room.paid(raffle.id, await draws.room.person(), [5, 6]); // paid without any entry in the book
    await draws.room.database.transact((tx) => draws.room.raffles.close(tx, raffle.id));
    expect(await draws.reconcile(raffle.id)).toMatchObject({
      kind: 'differs',
      table: expect.arrayContaining([{ check: 'money', expected: 10_000, found: 0, difference: -10_000 }]),
    });
    expect(await stateOf(raffle.id)).toBe('closed');
  });

  it('is refused while the raffle still sells', async () => {
    const raffle = await draws.raffle();
    expect(await draws.reconcile(raffle.id)).toEqual({ kind: 'wrong_state', state: 'open' });
  });

  it('falls back to closed when a late receipt takes its numbers again', async () => {
    const raffle = await draws.raffle();
    const leo = await draws.room.person();
    const late = await draws.room.held(raffle.id, leo, [7]);
    await draws.room.database.transact(async (tx) => {
      await draws.room.orders.cancel(tx, { orderId: late.id });
      await draws.room.raffles.close(tx, raffle.id);
    });
    expect((await draws.reconcile(raffle.id)).kind).toBe('reconciled');
    const payment = await draws.receipt(late.id, leo);
    expect(await stateOf(raffle.id)).toBe('closed');
    expect(await draws.freeze(raffle.id)).toEqual({ kind: 'wrong_state', state: 'closed' });
    expect(await draws.reconcile(raffle.id)).toMatchObject({ kind: 'open_orders', total: 1 });
    expect((await draws.approve(payment)).kind).toBe('approved');
    const draw = await draws.frozen(raffle.id);
    expect(draw.paper?.leaves).toBe(1);
  });
});

describe('Freezing', () => {
  it('is refused before the books were confirmed', async () => {
    const { raffle } = await draws.sold([[7]]);
    expect(await draws.freeze(raffle.id)).toEqual({ kind: 'wrong_state', state: 'closed' });
  });

  it('is refused once the announced time of the draw has come', async () => {
    const { raffle } = await draws.sold([[7]]);
    await draws.reconcile(raffle.id);
    await setNow(draws.room.owner, raffle.drawAt.toISOString());
    expect(await draws.freeze(raffle.id)).toEqual({ kind: 'too_late', drawAt: raffle.drawAt });
    expect(await stateOf(raffle.id)).toBe('reconciled');
  });

  it('is still possible one second before', async () => {
    const { raffle } = await draws.sold([[7]], { disputeMinutes: 0 });
    await draws.reconcile(raffle.id);
    await setNow(draws.room.owner, new Date(raffle.drawAt.getTime() - 1_000).toISOString());
    expect((await draws.freeze(raffle.id)).kind).toBe('frozen');
  });

  it('is refused where buyers would have less time to object than they were promised', async () => {
    const { raffle } = await draws.sold([[7]], { disputeMinutes: 90 });
    await draws.reconcile(raffle.id);
    const until = new Date(raffle.drawAt.getTime() - 90 * 60_000);
    await setNow(draws.room.owner, new Date(until.getTime() + 1).toISOString());
    expect(await draws.freeze(raffle.id)).toEqual({
      kind: 'window_gone',
      drawAt: raffle.drawAt,
      disputeMinutes: 90,
      until,
    });
    expect(await stateOf(raffle.id)).toBe('reconciled');
    await setNow(draws.room.owner, until.toISOString());
    expect((await draws.freeze(raffle.id)).kind).toBe('frozen');
  });

  it('closes the list at the database’s time in whole seconds, and again changes nothing', async () => {
    const { raffle } = await draws.sold([[7]]);
    await draws.reconcile(raffle.id);
    const at = new Date(raffle.salesCloseAt.getTime() + 789);
    await setNow(draws.room.owner, at.toISOString());
    const first = await draws.freeze(raffle.id);
    await advance(draws.room.owner, 60_000);
    expect(await draws.freeze(raffle.id)).toEqual({ ...first, kind: 'already' });
    const { closedAt } = await draws.mainDraw(raffle.id);
    expect(closedAt).toEqual(new Date(Math.floor(at.getTime() / 1_000) * 1_000));
    const frozen = await draws.room.raffles.byId(draws.room.database, raffle.id);
    expect(frozen).toMatchObject({ state: 'frozen', frozenAt: closedAt, progressTotal: 1 });
  });

  it('has no commitment to show until the ledger is written, and then shows it at once', async () => {
    const { raffle } = await draws.sold([[7]]);
    await draws.reconcile(raffle.id);
    const outcome = await draws.freeze(raffle.id);
    const drawId = outcome.kind === 'frozen' ? outcome.drawId : '';
    expect(await draws.freezer.awaitCommitment(drawId, 100)).toBe(false);
    const waiting = draws.freezer.awaitCommitment(drawId, 5_000);
    await draws.ledger.write(drawId);
    expect(await waiting).toBe(true);
    const { progressDone, progressTotal } = (await draws.room.raffles.byId(draws.room.database, raffle.id))!;
    expect([progressDone, progressTotal]).toEqual([1, 1]);
  });

  it('leaves a late receipt nothing but its money back', async () => {
    const raffle = await draws.raffle();
    const leo = await draws.room.person();
    const late = await draws.room.held(raffle.id, leo, [7]);
    await draws.room.database.transact(async (tx) => {
      await draws.room.orders.cancel(tx, { orderId: late.id });
      await draws.room.raffles.close(tx, raffle.id);
    });
    const draw = await draws.frozen(raffle.id);
    expect((await draws.approve(await draws.receipt(late.id, leo))).kind).toBe('refund_owed');
    expect(draw.paper?.leaves).toBe(0);
    expect(await draws.room.statuses(raffle.id, [7])).toEqual(['free']);
  });
});
