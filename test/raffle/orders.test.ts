import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HoldOutcome, OrderView } from '../../src/raffle/index.js';
import { RaffleRoom } from './room.js';

let room: RaffleRoom;
beforeAll(async () => {
  room = await RaffleRoom.open();
});
afterAll(() => room.close());

const soon = (): Promise<Date> => room.now();

describe('a hold', () => {
  it('keeps the numbers, tells price, code and deadline, and counts towards the limit', async () => {
    const raffle = await room.raffle();
    const buyer = await room.person();
    const before = await room.now();
    const order = await room.held(raffle.id, buyer, [45, 7, 7]);
    expect(order).toMatchObject({
      state: 'held',
      numbers: [7, 45],
      amountMinor: 10_000,
      currency: 'MXN',
      hasNumbers: true,
    });
    expect(order.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{3}-\d{3}$/);
    expect(order.deadlineAt!.getTime() - before.getTime()).toBeGreaterThanOrEqual(120 * 60_000);
    expect(order.deadlineAt!.getTime() - before.getTime()).toBeLessThan(121 * 60_000);
    expect(await room.statuses(raffle.id, [7, 45])).toEqual(['held', 'held']);
    expect(await room.limitTaken(raffle.id, buyer)).toBe(2);
  });

  it('carries who bought it, under which rules and through which commits', async () => {
    const raffle = await room.raffle();
    const buyer = await room.person();
    const order = await room.held(raffle.id, buyer, [3]);
    const row = await room.database.first<{ identity: string; rules_hash: Buffer }>(
      'select identity, rules_hash from raffle_order where id = $1',
      [order.id],
    );
    expect(row?.identity).toMatch(/^\+5255\d+$/);
    expect(row?.rules_hash).toEqual(raffle.rulesHash);
    const event = await room.database.first<{ data: { numbers: number[]; commits: string[] } }>(
      `select data from raffle_event where raffle_id = $1 and event = 'ticket.reserved'`,
      [raffle.id],
    );
    expect(event?.data.numbers).toEqual([3]);
    expect(event?.data.commits).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(JSON.stringify(event)).not.toContain(row!.identity.slice(1));
  });

  it('by somebody without a phone number carries their user id', async () => {
    const raffle = await room.raffle();
    const buyer = await room.person();
    await room.owner.query(
      `update contact_identifier set kind = 'user_id', value = 'MX.' || id where contact_id = $1`,
      [buyer],
    );
    const order = await room.held(raffle.id, buyer, [3]);
    const row = await room.database.first('select identity ~ $2 as fits from raffle_order where id = $1', [
      order.id,
      '^MX[.]',
    ]);
    expect(row).toEqual({ fits: true });
  });

  it('ends with the sale at the latest', async () => {
    const raffle = await room.raffle({ salesCloseAt: new Date(Date.now() + 3_600_000) });
    const order = await room.held(raffle.id, await room.person(), [1]);
    expect(order.deadlineAt).toEqual(raffle.salesCloseAt);
  });

  it('takes none of the numbers if one is gone, and offers what is near', async () => {
    const raffle = await room.raffle({ emission: 1_000, width: 3 });
    await room.held(raffle.id, await room.person(), [45, 46]);
    const buyer = await room.person();
    const outcome = await room.hold(raffle.id, buyer, [7, 45, 300]);
    expect(outcome).toEqual({ kind: 'taken', taken: [45], free: [7, 300], neighbours: [44, 145, 47] });
    expect(await room.statuses(raffle.id, [7, 300])).toEqual(['free', 'free']);
    expect(await room.limitTaken(raffle.id, buyer)).toBe(0);
    expect((await room.orders.ofContact(room.database, [buyer])).size).toBe(0);
  });

  it('says what is left of the person’s limit', async () => {
    const raffle = await room.raffle({ maxPerPerson: 5 });
    const buyer = await room.person();
    await room.held(raffle.id, buyer, [1, 2, 3]);
    expect(await room.hold(raffle.id, buyer, [4, 5, 6])).toEqual({
      kind: 'over_limit',
      asked: 3,
      left: 2,
      max: 5,
    });
    expect(await room.hold(raffle.id, await room.person(), [4, 5, 6, 7, 8, 9])).toEqual({
      kind: 'over_limit',
      asked: 6,
      left: 5,
      max: 5,
    });
    expect(await room.hold(raffle.id, buyer, [4, 5])).toMatchObject({ kind: 'held' });
  });

  it('respects a limit that was raised for one person', async () => {
    const raffle = await room.raffle({ maxPerPerson: 2 });
    const buyer = await room.person();
    await room.held(raffle.id, buyer, [1]);
    await room.owner.query('update purchase_limit set allowed = 5 where contact_id = $1', [buyer]);
    expect(await room.hold(raffle.id, buyer, [2, 3, 4, 5])).toMatchObject({ kind: 'held' });
    expect(await room.hold(raffle.id, buyer, [6])).toMatchObject({ kind: 'over_limit', left: 0, max: 5 });
  });

  it('of numbers the raffle does not have names them', async () => {
    const raffle = await room.raffle({ firstNumber: 1, emission: 50 });
    const buyer = await room.person();
    expect(await room.hold(raffle.id, buyer, [0, 1, 51])).toEqual({ kind: 'out_of_range', numbers: [0, 51] });
    expect(await room.hold(raffle.id, buyer, [1, -3, 99_999_999_999])).toEqual({
      kind: 'out_of_range',
      numbers: [-3, 99_999_999_999],
    });
  });

  it('in a raffle without free numbers says so', async () => {
    const raffle = await room.raffle({ emission: 2, width: 1 });
    await room.held(raffle.id, await room.person(), [0, 1]);
    expect(await room.hold(raffle.id, await room.person(), [1])).toEqual({ kind: 'sold_out', left: 0 });
  });

  const stops = [
    ['before it opens', 'not_open', async () => (await room.draft()).id],
    ['while it is paused', 'paused', async () => moved('pause')],
    ['after it is closed', 'closed', async () => moved('close')],
  ] as const;
  it.each(stops)('is refused %s', async (_when, reason, make) => {
    expect(await room.hold(await make(), await room.person(), [1])).toEqual({ kind: 'not_selling', reason });
  });

  it('is refused once the sale’s end has passed, though nobody closed it', async () => {
    const { id } = await room.raffle();
    await room.owner.query(`update raffle set sales_close_at = now() - interval '1 second' where id = $1`, [
      id,
    ]);
    expect(await room.hold(id, await room.person(), [1])).toEqual({ kind: 'not_selling', reason: 'ended' });
  });

  it('of a raffle nobody knows is refused', async () => {
    const outcome = await room.hold('0192e4a0-0000-7000-8000-000000000000', await room.person(), [1]);
    expect(outcome).toEqual({ kind: 'not_selling', reason: 'not_open' });
  });

  it('that costs nothing is paid at once, with a code that finds it', async () => {
    const raffle = await room.raffle({ salesMode: 'free', priceMinor: 0 });
    const order = await room.held(raffle.id, await room.person(), [5]);
    expect(order).toMatchObject({ state: 'paid', amountMinor: 0, deadlineAt: null });
    expect(await room.statuses(raffle.id, [5])).toEqual(['paid']);
    const found = await room.orders.byValidationCode(room.database, order.validationCode!);
    expect(found?.order.id).toBe(order.id);
  });
});

async function moved(how: 'pause' | 'close'): Promise<string> {
  const { id } = await room.raffle();
  await room.database.transact((tx) => room.raffles[how](tx, id));
  return id;
}

const review = async (order: OrderView, sentAt?: Date) => {
  const at = sentAt ?? (await soon());
  return room.database.transact((tx) => room.orders.toReview(tx, order.id, at));
};
const approve = (order: OrderView) => room.database.transact((tx) => room.orders.toPaid(tx, order.id));
const reject = (order: OrderView) =>
  room.database.transact((tx) => room.orders.toRejected(tx, order.id, 'unreadable'));
const cancel = (order: OrderView, contactId?: string) =>
  room.database.transact((tx) =>
    room.orders.cancel(tx, { orderId: order.id, ...(contactId && { contactId }) }),
  );

describe('a receipt', () => {
  it('stops the clock: the numbers wait for review', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1, 2]);
    expect(await review(order)).toMatchObject({
      kind: 'in_time',
      order: { state: 'in_review', deadlineAt: null },
    });
    expect(await room.statuses(raffle.id, [1, 2])).toEqual(['in_review', 'in_review']);
    expect(await review(order)).toMatchObject({ kind: 'in_time' });
  });

  it('that is late finds its numbers still there as long as nobody took them back', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1]);
    const late = new Date(order.deadlineAt!.getTime() + 1_000);
    expect(await review(order, late)).toMatchObject({
      kind: 'late_held',
      order: { state: 'in_review', hasNumbers: true },
    });
  });

  it('for a cancelled order takes all its numbers again if all are free', async () => {
    const raffle = await room.raffle();
    const buyer = await room.person();
    const order = await room.held(raffle.id, buyer, [1, 2]);
    await cancel(order);
    const late = new Date(order.deadlineAt!.getTime() + 1_000);
    expect(await review(order, late)).toMatchObject({ kind: 'late_held', order: { hasNumbers: true } });
    expect(await room.statuses(raffle.id, [1, 2])).toEqual(['in_review', 'in_review']);
    expect(await room.limitTaken(raffle.id, buyer)).toBe(2);
  });

  it('gives a number that came back a new commit, since its holder’s salt is new', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1]);
    await cancel(order);
    await review(order);
    const events = await room.database.rows<{ event: string; data: { commits?: string[] } }>(
      'select event, data from raffle_event where raffle_id = $1 order by id',
      [raffle.id],
    );
    expect(events.map(({ event }) => event)).toEqual([
      'rules.published',
      'ticket.reserved',
      'ticket.released',
      'ticket.reserved',
    ]);
    expect(events[1]?.data.commits).not.toEqual(events[3]?.data.commits);
  });

  it('for a cancelled order takes none of its numbers if one is gone', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1, 2]);
    await cancel(order);
    await room.held(raffle.id, await room.person(), [2]);
    expect(await review(order)).toMatchObject({
      kind: 'late_gone',
      order: { state: 'in_review', hasNumbers: false },
    });
    expect(await room.statuses(raffle.id, [1, 2])).toEqual(['free', 'held']);
  });

  it('does not bring back more numbers than the person may have by now', async () => {
    const raffle = await room.raffle({ maxPerPerson: 3 });
    const buyer = await room.person();
    const order = await room.held(raffle.id, buyer, [1, 2]);
    await cancel(order);
    await room.held(raffle.id, buyer, [7, 8]);
    expect(await review(order)).toMatchObject({ kind: 'late_gone' });
    expect(await room.statuses(raffle.id, [1, 2])).toEqual(['free', 'free']);
    expect(await room.limitTaken(raffle.id, buyer)).toBe(2);
  });

  it('after the raffle is closed still brings the numbers back, and undoes a reconciliation', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1]);
    await cancel(order);
    await room.database.transact((tx) => room.raffles.close(tx, raffle.id));
    await room.owner.query(`update raffle set state = 'reconciled', reconciliation = '{}' where id = $1`, [
      raffle.id,
    ]);
    expect(await review(order)).toMatchObject({ kind: 'in_time', order: { hasNumbers: true } });
    expect(await room.raffles.byId(room.database, raffle.id)).toMatchObject({ state: 'closed' });
  });

  it('for a paid order is refused', async () => {
    const raffle = await room.raffle();
    const order = await room.paid(raffle.id, await room.person(), [1]);
    expect(await review(order)).toMatchObject({ kind: 'refused', order: { state: 'paid' } });
  });
});

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
    expect(await approve(order)).toMatchObject({
      kind: 'not_in_review',
      order: { validationCode: order.validationCode },
    });
  });

  it('for an order that lost its numbers tries once more to get them', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1, 2]);
    await cancel(order);
    const other = await room.held(raffle.id, await room.person(), [2]);
    await review(order);
    await cancel(other);
    expect(await approve(order)).toMatchObject({ kind: 'paid', order: { hasNumbers: true } });
    expect(await room.statuses(raffle.id, [1, 2])).toEqual(['paid', 'paid']);
  });

  it('for numbers that somebody else has is owed back', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1, 2]);
    await cancel(order);
    await room.held(raffle.id, await room.person(), [2]);
    await review(order);
    expect(await approve(order)).toMatchObject({
      kind: 'refund_owed',
      order: { state: 'refund_owed', validationCode: null },
    });
    expect(await room.statuses(raffle.id, [1, 2])).toEqual(['free', 'held']);
  });

  it('after the freeze is owed back, whether the numbers are free or not', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1]);
    await cancel(order);
    await room.owner.query(`update raffle set state = 'frozen' where id = $1`, [raffle.id]);
    expect(await review(order)).toMatchObject({ kind: 'late_gone' });
    expect(await approve(order)).toMatchObject({ kind: 'refund_owed' });
    expect(await room.statuses(raffle.id, [1])).toEqual(['free']);
  });
});

describe('a rejected receipt', () => {
  it('keeps the numbers for twelve hours for a better one', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1]);
    await review(order);
    const before = await room.now();
    const outcome = await reject(order);
    expect(outcome).toMatchObject({
      kind: 'rejected',
      order: { state: 'rejected', rejectReason: 'unreadable' },
    });
    expect((outcome.order.deadlineAt!.getTime() - before.getTime()) / 3_600_000).toBeCloseTo(12, 2);
    expect(await room.statuses(raffle.id, [1])).toEqual(['held']);
    expect(await review(order)).toMatchObject({ kind: 'in_time', order: { state: 'in_review' } });
  });

  it('is decided once', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1]);
    expect(await reject(order)).toMatchObject({ kind: 'not_in_review' });
    await review(order);
    await reject(order);
    expect(await reject(order)).toMatchObject({ kind: 'not_in_review' });
    expect(await approve(order)).toMatchObject({ kind: 'not_in_review' });
  });
});

describe('cancelling', () => {
  it('frees numbers and limit', async () => {
    const raffle = await room.raffle();
    const buyer = await room.person();
    const order = await room.held(raffle.id, buyer, [1, 2]);
    expect(await cancel(order, buyer)).toMatchObject({
      kind: 'cancelled',
      order: { state: 'cancelled', hasNumbers: false },
    });
    expect(await room.statuses(raffle.id, [1, 2])).toEqual(['free', 'free']);
    expect(await room.limitTaken(raffle.id, buyer)).toBe(0);
    expect(await cancel(order, buyer)).toEqual({ kind: 'not_open' });
  });

  it('somebody else’s order does nothing and does not tell that it exists', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1]);
    expect(await cancel(order, await room.person())).toEqual({ kind: 'not_found' });
    expect(await room.order(order.id)).toMatchObject({ state: 'held' });
  });

  it('is not possible while a receipt is looked at or once paid', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1]);
    await review(order);
    expect(await cancel(order)).toEqual({ kind: 'in_review' });
    await approve(order);
    expect(await cancel(order)).toEqual({ kind: 'paid' });
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
    for (let number = 1; number <= 22; number++) await cancel(await room.held(raffle.id, buyer!, [number]));
    const orders = await room.orders.ofContact(room.database, [buyer!, other!]);
    expect(orders.has(other!)).toBe(false);
    const mine = orders.get(buyer!)!;
    expect(mine.map(({ numbers }) => numbers[0])).toEqual([
      ...Array.from({ length: 20 }, (_, i) => 22 - i),
      0,
    ]);
    expect(mine.at(-1)).toEqual(oldest);
  });

  it('can be paged through by raffle and state', async () => {
    const raffle = await room.raffle();
    const buyer = await room.person();
    for (const number of [1, 2, 3]) await room.held(raffle.id, buyer, [number]);
    await cancel(await room.held(raffle.id, buyer, [4]));
    const first = await room.orders.list(room.database, { raffleId: raffle.id, state: 'held', limit: 2 });
    expect(first.items.map(({ numbers }) => numbers[0])).toEqual([3, 2]);
    const second = await room.orders.list(room.database, {
      raffleId: raffle.id,
      state: 'held',
      limit: 2,
      cursor: first.nextCursor,
    });
    expect(second).toMatchObject({ items: [{ numbers: [1] }], nextCursor: null });
  });

  it('are found by the code people say', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1]);
    expect(await room.orders.byCode(room.database, order.code)).toEqual(order);
    expect(await room.orders.byCode(room.database, 'ZZZ-000 ')).toBeNull();
  });
});

describe('two holds in one transaction', () => {
  it('see each other: the second of two for the same number gets neighbours', async () => {
    const raffle = await room.raffle();
    const [one, two] = await room.people(2);
    const outcomes: HoldOutcome[] = await room.database.transact(async (tx) => [
      await room.holdIn(tx, raffle.id, one!, [1]),
      await room.holdIn(tx, raffle.id, two!, [1]),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['held', 'taken']);
  });
});
