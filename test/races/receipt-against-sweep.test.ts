import { afterAll, beforeAll, expect, it } from 'vitest';
import { RaffleRoom } from '../raffle/room.js';
import { tally } from '../raffle/turn.js';

const ROUNDS = 200;
let room: RaffleRoom;
beforeAll(async () => {
  room = await RaffleRoom.open();
});
afterAll(() => room.close());

it('two hundred times a receipt and the sweep meet: the buyer keeps the numbers, or gets them back since they are free', async () => {
  const raffle = await room.raffle({ emission: ROUNDS, width: 3 });
  const people = await room.people(ROUNDS);
  const kinds: { kind: string }[] = [];
  await room.heartbeat.beat();
  for (const [number, contactId] of people.entries()) {
    const { id } = await room.held(raffle.id, contactId, [number]);
    await room.owner.query(
      `update raffle_order set deadline_at = now() - interval '3 minutes' where id = $1`,
      [id],
    );
    const [review] = await Promise.all([
      room.database.transact(async (tx) => room.orders.toReview(tx, id, await room.now())),
      room.sweep.sweep(),
      room.sweep.sweep(),
    ]);
    kinds.push(review);
    expect(await room.order(id)).toMatchObject({ state: 'in_review', hasNumbers: true });
    expect(await room.statuses(raffle.id, [number])).toEqual(['in_review']);
    expect(await room.limitTaken(raffle.id, contactId)).toBe(1);
    expect((await room.news(contactId)).length).toBeLessThanOrEqual(1);
  }
  expect(tally(kinds)).toEqual({ late_held: ROUNDS });
});

it('two hundred times somebody else is after the same number: one of the two has it, never both', async () => {
  const raffle = await room.raffle({ emission: ROUNDS, width: 3 });
  const people = await room.people(2 * ROUNDS);
  await room.heartbeat.beat();
  const ends: { kind: string }[] = [];
  for (let number = 0; number < ROUNDS; number++) {
    const [late, keen] = [people[2 * number]!, people[2 * number + 1]!];
    const { id } = await room.held(raffle.id, late, [number]);
    await room.owner.query(
      `update raffle_order set deadline_at = now() - interval '3 minutes' where id = $1`,
      [id],
    );
    const [review, , hold] = await Promise.all([
      room.database.transact(async (tx) => room.orders.toReview(tx, id, await room.now())),
      room.sweep.sweep(),
      room.sweep.sweep().then(() => room.hold(raffle.id, keen, [number], true)),
    ]);
    const order = await room.order(id);
    expect(order.hasNumbers).toBe(hold.kind !== 'held');
    expect(order.hasNumbers).toBe(review.kind !== 'late_gone');
    expect(await room.statuses(raffle.id, [number])).toEqual([order.hasNumbers ? 'in_review' : 'held']);
    ends.push({ kind: order.hasNumbers ? 'first buyer' : 'second buyer' });
  }
  expect(ends).toHaveLength(ROUNDS);
});
