import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { advance, setNow } from '../support/time.js';
import { RaffleRoom } from './room.js';

const MINUTE = 60_000;
let room: RaffleRoom;
beforeAll(async () => {
  room = await RaffleRoom.open();
});
afterAll(() => room.close());
afterEach(() => setNow(room.owner, null));

/** Time goes by with the service alive: nothing looks like an outage. */
async function pass(minutes: number): Promise<void> {
  await advance(room.owner, minutes * MINUTE);
  await room.owner.query(
    'insert into heartbeat values (1, app_now()) on conflict (id) do update set beat_at = app_now()',
  );
}

const review = (orderId: string, sentAt: Date) =>
  room.database.transact((tx) => room.orders.toReview(tx, orderId, sentAt));
const unreadMail = (contactId: string, state = 'pending') =>
  room.owner.query(`insert into inbox (kind, state, lane_id, contact_id) values ('message', $2, $1, $1)`, [
    contactId,
    state,
  ]);

describe('a hold that ran out', () => {
  it('is given back after two minutes of grace, and its buyer told once', async () => {
    const raffle = await room.raffle({ holdMinutes: 60 });
    const buyer = await room.person();
    const order = await room.held(raffle.id, buyer, [1, 2]);
    await pass(61);
    await room.sweep.sweep();
    expect(await room.order(order.id)).toMatchObject({ state: 'held' });
    await pass(2);
    expect(await room.sweep.sweep()).toBeGreaterThanOrEqual(1);
    expect(await room.order(order.id)).toMatchObject({
      state: 'expired',
      hasNumbers: false,
      numbers: [1, 2],
    });
    expect(await room.statuses(raffle.id, [1, 2])).toEqual(['free', 'free']);
    expect(await room.limitTaken(raffle.id, buyer)).toBe(0);
    expect(await room.sweep.sweep()).toBe(0);
    expect(await room.news(buyer)).toEqual([{ type: 'hold_expired', orderId: order.id }]);
    const events = await room.database.rows<{ event: string }>(
      'select event from raffle_event where raffle_id = $1 order by id',
      [raffle.id],
    );
    expect(events.at(-1)?.event).toBe('ticket.released');
  });

  it('waits as long as its buyer has unread mail: a receipt may be in it', async () => {
    const raffle = await room.raffle({ holdMinutes: 5 });
    const [buyer, other] = await room.people(2);
    const order = await room.held(raffle.id, buyer!, [1]);
    const others = await room.held(raffle.id, other!, [2]);
    await unreadMail(buyer!);
    await unreadMail(other!, 'done');
    await pass(60);
    await room.sweep.sweep();
    expect(await room.order(order.id)).toMatchObject({ state: 'held' });
    expect(await room.order(others.id)).toMatchObject({ state: 'expired' });
    await room.owner.query(`update inbox set state = 'done' where contact_id = $1`, [buyer]);
    await room.sweep.sweep();
    expect(await room.order(order.id)).toMatchObject({ state: 'expired' });
  });

  it('does not run out while a receipt is looked at', async () => {
    const raffle = await room.raffle({ holdMinutes: 5 });
    const order = await room.held(raffle.id, await room.person(), [1]);
    await review(order.id, await room.now());
    await pass(600);
    await room.sweep.sweep();
    expect(await room.order(order.id)).toMatchObject({ state: 'in_review', hasNumbers: true });
  });

  it('is kept twelve hours after a rejection, then given back', async () => {
    const raffle = await room.raffle({ holdMinutes: 5 });
    const order = await room.held(raffle.id, await room.person(), [1]);
    await review(order.id, await room.now());
    await room.database.transact((tx) => room.orders.toRejected(tx, order.id, 'unreadable'));
    await pass(12 * 60);
    await room.sweep.sweep();
    expect(await room.order(order.id)).toMatchObject({ state: 'rejected' });
    await pass(4);
    await room.sweep.sweep();
    expect(await room.order(order.id)).toMatchObject({ state: 'expired' });
    expect(await room.statuses(raffle.id, [1])).toEqual(['free']);
  });

  it('outlives the end of the sale if it was told so, and is then given back to a closed raffle', async () => {
    const raffle = await room.raffle({ holdMinutes: 30 });
    const order = await room.held(raffle.id, await room.person(), [1]);
    await room.database.transact((tx) => room.raffles.close(tx, raffle.id));
    await pass(29);
    await room.sweep.sweep();
    expect(await room.order(order.id)).toMatchObject({ state: 'held' });
    await pass(4);
    await room.sweep.sweep();
    expect(await room.statuses(raffle.id, [1])).toEqual(['free']);
  });

  it('of many is swept set by set', async () => {
    const raffle = await room.raffle({ emission: 520, width: 3, holdMinutes: 5 });
    const people = await room.people(520);
    await room.database.transact(async (tx) => {
      for (const [number, contactId] of people.entries())
        await room.holdIn(tx, raffle.id, contactId, [number]);
    });
    await pass(10);
    expect(await room.sweep.sweep()).toBe(520);
    expect((await room.tickets.countNow(room.database, raffle.id)).free).toBe(520);
  });
});

describe('a pause', () => {
  it('stops the clock of holds and moves their deadlines when it ends', async () => {
    const raffle = await room.raffle({ holdMinutes: 60 });
    const order = await room.held(raffle.id, await room.person(), [1]);
    await pass(50);
    await room.database.transact((tx) => room.raffles.pause(tx, raffle.id));
    await pass(600);
    await room.sweep.sweep();
    expect(await room.order(order.id)).toMatchObject({ state: 'held' });
    await room.database.transact((tx) => room.raffles.resume(tx, raffle.id));
    const moved = (await room.order(order.id)).deadlineAt!.getTime() - order.deadlineAt!.getTime();
    expect(moved / MINUTE).toBeCloseTo(600, 1);
    await pass(11);
    await room.sweep.sweep();
    expect(await room.order(order.id)).toMatchObject({ state: 'held' });
    await pass(3);
    await room.sweep.sweep();
    expect(await room.order(order.id)).toMatchObject({ state: 'expired' });
  });

  it('makes a receipt sent during it one in time', async () => {
    const raffle = await room.raffle({ holdMinutes: 60 });
    const order = await room.held(raffle.id, await room.person(), [1]);
    await room.database.transact((tx) => room.raffles.pause(tx, raffle.id));
    await pass(300);
    expect(await review(order.id, await room.now())).toMatchObject({ kind: 'in_time' });
  });

  it('that ends with the close of the sale moves deadlines too', async () => {
    const raffle = await room.raffle({ holdMinutes: 60 });
    const order = await room.held(raffle.id, await room.person(), [1]);
    await room.database.transact((tx) => room.raffles.pause(tx, raffle.id));
    await pass(300);
    await room.database.transact((tx) => room.raffles.close(tx, raffle.id));
    await room.sweep.sweep();
    expect(await room.order(order.id)).toMatchObject({ state: 'held' });
  });

  it('ends only what it began', async () => {
    const { id } = await room.raffle();
    const step = (how: 'pause' | 'resume' | 'close') =>
      room.database.transact((tx) => room.raffles[how](tx, id));
    expect(await step('resume')).toEqual({ kind: 'wrong_state', state: 'open' });
    expect(await step('pause')).toMatchObject({ kind: 'done', raffle: { state: 'paused' } });
    expect(await step('pause')).toEqual({ kind: 'wrong_state', state: 'paused' });
    expect(await step('resume')).toMatchObject({ kind: 'done', raffle: { state: 'open', pausedAt: null } });
    expect(await step('close')).toMatchObject({ kind: 'done', raffle: { state: 'closed' } });
    expect(await step('resume')).toEqual({ kind: 'wrong_state', state: 'closed' });
    expect(await step('close')).toEqual({ kind: 'wrong_state', state: 'closed' });
  });

  it('of a draft or of nothing is refused', async () => {
    const { id } = await room.draft();
    const nobody = '0192e4a0-0000-7000-8000-000000000000';
    expect(await room.database.transact((tx) => room.raffles.resume(tx, id))).toEqual({
      kind: 'wrong_state',
      state: 'draft',
    });
    expect(await room.database.transact((tx) => room.raffles.close(tx, nobody))).toEqual({
      kind: 'not_found',
    });
  });
});

describe('an outage of two hours', () => {
  it('gives every open hold the time back with 15 minutes on top and tells once, before anything expires', async () => {
    const raffle = await room.raffle({ holdMinutes: 60 });
    const [buyer, other] = await room.people(2);
    const orders = [await room.held(raffle.id, buyer!, [1]), await room.held(raffle.id, buyer!, [2])];
    const paid = await room.paid(raffle.id, other!, [3]);
    await pass(30);
    await advance(room.owner, 120 * MINUTE);

    expect(await room.sweep.sweep()).toBe(0);
    await Promise.all([room.heartbeat.beat(), room.heartbeat.beat(), room.heartbeat.beat()]);
    await room.sweep.sweep();

    for (const { id, deadlineAt } of orders) {
      const order = await room.order(id);
      expect(order.state).toBe('held');
      expect((order.deadlineAt!.getTime() - deadlineAt!.getTime()) / MINUTE).toBeCloseTo(135, 1);
    }
    expect(await room.news(buyer!)).toEqual([
      { type: 'holds_extended', orderIds: expect.arrayContaining(orders.map(({ id }) => id)) },
    ]);
    expect(await room.news(other!)).toEqual([]);
    expect(await room.order(paid.id)).toEqual(paid);
  });

  it('does not make a receipt late that was delivered after it', async () => {
    const raffle = await room.raffle({ holdMinutes: 60 });
    const buyer = await room.person();
    const order = await room.held(raffle.id, buyer, [1]);
    await pass(30);
    const sentAt = await room.now(); // Meta keeps it and delivers it when the service is back
    await advance(room.owner, 120 * MINUTE);
    await room.heartbeat.beat();
    await room.sweep.sweep();
    expect(await review(order.id, sentAt)).toMatchObject({
      kind: 'in_time',
      order: { state: 'in_review', hasNumbers: true },
    });
  });

  it('leaves the sweep to an hour that is alive: without a heartbeat nothing expires', async () => {
    const raffle = await room.raffle({ holdMinutes: 5 });
    const order = await room.held(raffle.id, await room.person(), [1]);
    await pass(0);
    await advance(room.owner, 60 * MINUTE);
    expect(await room.sweep.sweep()).toBe(0);
    expect(await room.order(order.id)).toMatchObject({ state: 'held' });
  });

  it('shorter than two minutes is none', async () => {
    const raffle = await room.raffle({ holdMinutes: 60 });
    const buyer = await room.person();
    const order = await room.held(raffle.id, buyer, [1]);
    await pass(0);
    await advance(room.owner, 1.9 * MINUTE);
    await room.heartbeat.beat();
    expect((await room.order(order.id)).deadlineAt).toEqual(order.deadlineAt);
    expect(await room.news(buyer)).toEqual([]);
  });

  it('does not count twice for a raffle that was paused', async () => {
    const raffle = await room.raffle({ holdMinutes: 60 });
    const buyer = await room.person();
    const order = await room.held(raffle.id, buyer, [1]);
    await room.database.transact((tx) => room.raffles.pause(tx, raffle.id));
    await pass(0);
    await advance(room.owner, 120 * MINUTE);
    await room.heartbeat.beat();
    await room.database.transact((tx) => room.raffles.resume(tx, raffle.id));
    const moved = (await room.order(order.id)).deadlineAt!.getTime() - order.deadlineAt!.getTime();
    expect(moved / MINUTE).toBeCloseTo(120, 1);
  });
});

describe('the very first start', () => {
  it('is no outage', async () => {
    await room.owner.query('delete from heartbeat');
    const raffle = await room.raffle();
    const buyer = await room.person();
    await room.held(raffle.id, buyer, [1]);
    await room.heartbeat.beat();
    expect(await room.news(buyer)).toEqual([]);
  });
});
