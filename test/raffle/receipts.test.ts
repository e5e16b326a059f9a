import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RaffleRoom } from './room.js';

let room: RaffleRoom;
beforeAll(async () => {
  room = await RaffleRoom.open();
});
afterAll(() => room.close());

describe('a receipt', () => {
  it('stops the clock: the numbers wait for review', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1, 2]);
    expect(await room.review(order)).toMatchObject({
      kind: 'in_time',
      order: { state: 'in_review', deadlineAt: null },
    });
    expect(await room.statuses(raffle.id, [1, 2])).toEqual(['in_review', 'in_review']);
    expect(await room.review(order)).toMatchObject({ kind: 'in_time' });
  });

  it('that is late finds its numbers still there as long as nobody took them back', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1]);
    const late = new Date(order.deadlineAt!.getTime() + 1_000);
    expect(await room.review(order, late)).toMatchObject({
      kind: 'late_held',
      order: { state: 'in_review', hasNumbers: true },
    });
  });

  it('for a cancelled order takes all its numbers again if all are free', async () => {
    const raffle = await room.raffle();
    const buyer = await room.person();
    const order = await room.held(raffle.id, buyer, [1, 2]);
    await room.cancel(order);
    const late = new Date(order.deadlineAt!.getTime() + 1_000);
    expect(await room.review(order, late)).toMatchObject({ kind: 'late_held', order: { hasNumbers: true } });
    expect(await room.statuses(raffle.id, [1, 2])).toEqual(['in_review', 'in_review']);
    expect(await room.limitTaken(raffle.id, buyer)).toBe(2);
  });

  it('gives a number that came back a new commit, since its holder’s salt is new', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1]);
    await room.cancel(order);
    await room.review(order);
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
    await room.cancel(order);
    await room.held(raffle.id, await room.person(), [2]);
    expect(await room.review(order)).toMatchObject({
      kind: 'late_gone',
      order: { state: 'in_review', hasNumbers: false },
    });
    expect(await room.statuses(raffle.id, [1, 2])).toEqual(['free', 'held']);
  });

  it('does not bring back more numbers than the person may have by now', async () => {
    const raffle = await room.raffle({ maxPerPerson: 3 });
    const buyer = await room.person();
    const order = await room.held(raffle.id, buyer, [1, 2]);
    await room.cancel(order);
    await room.held(raffle.id, buyer, [7, 8]);
    expect(await room.review(order)).toMatchObject({ kind: 'late_gone' });
    expect(await room.statuses(raffle.id, [1, 2])).toEqual(['free', 'free']);
    expect(await room.limitTaken(raffle.id, buyer)).toBe(2);
  });

  it('after the raffle is closed still brings the numbers back, and undoes a reconciliation', async () => {
    const raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [1]);
    await room.cancel(order);
    await room.database.transact((tx) => room.raffles.close(tx, raffle.id));
    await room.owner.query(`update raffle set state = 'reconciled', reconciliation = '{}' where id = $1`, [
      raffle.id,
    ]);
    expect(await room.review(order)).toMatchObject({ kind: 'in_time', order: { hasNumbers: true } });
    expect(await room.raffles.byId(room.database, raffle.id)).toMatchObject({ state: 'closed' });
  });

  it('for a paid order is refused', async () => {
    const raffle = await room.raffle();
    const order = await room.paid(raffle.id, await room.person(), [1]);
    expect(await room.review(order)).toMatchObject({ kind: 'refused', order: { state: 'paid' } });
  });
});
