import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RaffleRoom } from './room.js';

let room: RaffleRoom;
beforeAll(async () => {
  room = await RaffleRoom.open();
});
afterAll(() => room.close());

describe('confirmed money', () => {
  it('makes the numbers take part and gives a code of 16 characters that finds the ticket', async () => {
    const raffle = await room.raffle();
    const order = await room.paid(raffle.id, await room.person(), [1, 2]);
    expect(order).toMatchObject({
      state: 'paid',
      validationCode: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{16}$/),
    });
    expect(await room.statuses(raffle.id, [1, 2])).toEqual(['paid', 'paid']);
    const typed = order.validationCode!.toLowerCase().replace(/(.{4})/g, '$1 ');
    const found = await room.orders.byValidationCode(room.database, typed);
    expect(found).toMatchObject({ order: { id: order.id }, raffle: { id: raffle.id } });
    expect(await room.orders.byValidationCode(room.database, 'ABCD-ABCD-ABCD-ABCD')).toBeNull();
    expect(await room.orders.byValidationCode(room.database, 'UUUU-!')).toBeNull();
  });

  it('leaves no code in the open in the database', async () => {
    const raffle = await room.raffle();
    const order = await room.paid(raffle.id, await room.person(), [1]);
    const row = await room.database.first<{ text: string }>(
      'select raffle_order::text as text from raffle_order where id = $1',
      [order.id],
    );
    const hex = Buffer.from(order.validationCode!).toString('hex');
    expect(row?.text).not.toContain(order.validationCode);
    expect(row?.text).not.toContain(hex);
  });

  it('twice is one payment', async () => {
    const raffle = await room.raffle();
    const order = await room.paid(raffle.id, await room.person(), [1]);
    expect(await room.approve(order)).toMatchObject({
      kind: 'not_in_review',
      order: { validationCode: order.validationCode },
    });
  });

  it('for an order that lost its numbers tries once more to get them', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1, 2]);
    await room.cancel(order);
    const other = await room.held(raffle.id, await room.person(), [2]);
    await room.review(order);
    await room.cancel(other);
    expect(await room.approve(order)).toMatchObject({ kind: 'paid', order: { hasNumbers: true } });
    expect(await room.statuses(raffle.id, [1, 2])).toEqual(['paid', 'paid']);
  });

  it('for numbers that somebody else has is owed back', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1, 2]);
    await room.cancel(order);
    await room.held(raffle.id, await room.person(), [2]);
    await room.review(order);
    expect(await room.approve(order)).toMatchObject({
      kind: 'refund_owed',
      order: { state: 'refund_owed', validationCode: null },
    });
    expect(await room.statuses(raffle.id, [1, 2])).toEqual(['free', 'held']);
  });

  it('after the freeze is owed back, whether the numbers are free or not', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1]);
    await room.cancel(order);
    await room.owner.query(`update raffle set state = 'frozen' where id = $1`, [raffle.id]);
    expect(await room.review(order)).toMatchObject({ kind: 'late_gone' });
    expect(await room.approve(order)).toMatchObject({ kind: 'refund_owed' });
    expect(await room.statuses(raffle.id, [1])).toEqual(['free']);
  });
});

describe('a rejected receipt', () => {
  it('keeps the numbers for twelve hours for a better one', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1]);
    await room.review(order);
    const before = await room.now();
    const outcome = await room.reject(order);
    expect(outcome).toMatchObject({
      kind: 'rejected',
      order: { state: 'rejected', rejectReason: 'unreadable' },
    });
    expect((outcome.order.deadlineAt!.getTime() - before.getTime()) / 3_600_000).toBeCloseTo(12, 2);
    expect(await room.statuses(raffle.id, [1])).toEqual(['held']);
    expect(await room.review(order)).toMatchObject({ kind: 'in_time', order: { state: 'in_review' } });
  });

  it('is decided once', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1]);
    expect(await room.reject(order)).toMatchObject({ kind: 'not_in_review' });
    await room.review(order);
    await room.reject(order);
    expect(await room.reject(order)).toMatchObject({ kind: 'not_in_review' });
    expect(await room.approve(order)).toMatchObject({ kind: 'not_in_review' });
  });
});

describe('cancelling', () => {
  it('frees numbers and limit', async () => {
    const raffle = await room.raffle();
    const buyer = await room.person();
    const order = await room.held(raffle.id, buyer, [1, 2]);
    expect(await room.cancel(order, buyer)).toMatchObject({
      kind: 'cancelled',
      order: { state: 'cancelled', hasNumbers: false },
    });
    expect(await room.statuses(raffle.id, [1, 2])).toEqual(['free', 'free']);
    expect(await room.limitTaken(raffle.id, buyer)).toBe(0);
    expect(await room.cancel(order, buyer)).toEqual({ kind: 'not_open' });
  });

  it('somebody else’s order does nothing and does not tell that it exists', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1]);
    expect(await room.cancel(order, await room.person())).toEqual({ kind: 'not_found' });
    expect(await room.order(order.id)).toMatchObject({ state: 'held' });
  });

  it('is not possible while a receipt is looked at or once paid', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1]);
    await room.review(order);
    expect(await room.cancel(order)).toEqual({ kind: 'in_review' });
    await room.approve(order);
    expect(await room.cancel(order)).toEqual({ kind: 'paid' });
  });
});

describe('a refund', () => {
  it('voids the numbers: they leave the draw and are never sold again', async () => {
    const raffle = await room.raffle({ emission: 3, width: 1 });
    const buyer = await room.person();
    const order = await room.paid(raffle.id, buyer, [1]);
    const owed = await room.database.transact((tx) => room.orders.toRefundOwed(tx, order.id));
    expect(owed).toMatchObject({ kind: 'refund_owed', order: { state: 'refund_owed', hasNumbers: false } });
    expect(await room.statuses(raffle.id, [1])).toEqual(['void']);
    expect(await room.hold(raffle.id, buyer, [1])).toMatchObject({ kind: 'taken', taken: [1] });
    await expect(
      room.owner.query(
        `update ticket set status = 'free', order_id = null where raffle_id = $1 and number = 1`,
        [raffle.id],
      ),
    ).rejects.toMatchObject({ code: 'TL023' });
    const refunded = await room.database.transact((tx) => room.orders.toRefunded(tx, order.id));
    expect(refunded).toMatchObject({ kind: 'refunded', order: { state: 'refunded' } });
    expect(await room.orders.byValidationCode(room.database, order.validationCode!)).toMatchObject({
      order: { state: 'refunded', validationCode: null },
    });
  });

  it('after the freeze changes only the order', async () => {
    const raffle = await room.raffle();
    const order = await room.paid(raffle.id, await room.person(), [1]);
    await room.owner.query(`update raffle set state = 'frozen' where id = $1`, [raffle.id]);
    expect(await room.database.transact((tx) => room.orders.toRefundOwed(tx, order.id))).toMatchObject({
      kind: 'refund_owed',
    });
    expect(await room.statuses(raffle.id, [1])).toEqual(['paid']);
  });

  it('of an order that was never paid is refused', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1]);
    expect(await room.database.transact((tx) => room.orders.toRefundOwed(tx, order.id))).toMatchObject({
      kind: 'not_paid',
    });
    expect(await room.database.transact((tx) => room.orders.toRefunded(tx, order.id))).toMatchObject({
      kind: 'not_owed',
    });
  });
});

describe('the database itself', () => {
  it('refuses any change of numbers after the freeze', async () => {
    const raffle = await room.raffle();
    await room.paid(raffle.id, await room.person(), [1]);
    await room.owner.query(`update raffle set state = 'frozen' where id = $1`, [raffle.id]);
    await expect(
      room.owner.query(`update ticket set status = 'void' where raffle_id = $1 and number = 1`, [raffle.id]),
    ).rejects.toMatchObject({ code: 'TL021' });
  });

  it('refuses a limit that is exceeded', async () => {
    const raffle = await room.raffle({ maxPerPerson: 2 });
    const buyer = await room.person();
    await room.held(raffle.id, buyer, [1, 2]);
    await expect(
      room.owner.query('update purchase_limit set taken = 3 where contact_id = $1', [buyer]),
    ).rejects.toMatchObject({
      constraint: 'purchase_limit_respected',
    });
  });
});

describe('the orders of a person', () => {
  it('are the newest first, the open ones among them however old', async () => {
    const raffle = await room.raffle({ maxPerPerson: 100 });
    const [buyer, other] = await room.people(2);
    const oldest = await room.held(raffle.id, buyer!, [0]);
    for (let number = 1; number <= 22; number++)
      await room.cancel(await room.held(raffle.id, buyer!, [number]));
    const orders = await room.orders.ofContact(room.database, [buyer!, other!]);
    expect(orders.has(other!)).toBe(false);
    const mine = orders.get(buyer!)!;
    expect(mine.map(({ numbers }) => numbers[0])).toEqual([
      ...Array.from({ length: 20 }, (_, i) => 22 - i),
      0,
    ]);
    expect(mine.at(-1)).toEqual(oldest);
  });
});
