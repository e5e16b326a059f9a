import { afterAll, beforeAll, expect, it } from 'vitest';
import { RaffleRoom } from '../raffle/room.js';
import { tally } from '../raffle/turn.js';

const ROUNDS = 200;
const BUYERS = 3;
let room: RaffleRoom;
beforeAll(async () => {
  room = await RaffleRoom.open();
});
afterAll(() => room.close());

it('two hundred times holds and the close meet: each hold is committed before the close or refused', async () => {
  const people = await room.people(BUYERS);
  const all: { kind: string }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const raffle = await room.raffle({ emission: BUYERS, width: 1 });
    const holds = people.map(async (contactId, number) => {
      await new Promise((resolve) => setTimeout(resolve, (round * 7 + number * 3) % 5));
      return room.hold(raffle.id, contactId, [number]);
    });
    const close = room.database.transact(async (tx) => {
      const outcome = await room.raffles.close(tx, raffle.id);
      const { held } = await room.tickets.countNow(tx, raffle.id);
      return { outcome, held };
    });
    const [{ outcome, held }, ...outcomes] = await Promise.all([close, ...holds]);
    expect(outcome).toMatchObject({ kind: 'done', raffle: { state: 'closed' } });
    const kinds = tally(outcomes);
    expect(kinds['held'] ?? 0).toBe(held); // whoever closed has seen every hold there is
    expect((kinds['held'] ?? 0) + (kinds['not_selling'] ?? 0)).toBe(BUYERS);
    expect((await room.tickets.countNow(room.database, raffle.id)).held).toBe(held);
    all.push(...outcomes);
  }
  expect(Object.keys(tally(all)).sort()).toEqual(['held', 'not_selling']); // both ends were met
});

it('a hold in the very last moment of the sale is refused, not broken', async () => {
  const people = await room.people(40);
  const raffle = await room.raffle({ emission: 40, salesCloseAt: new Date(Date.now() + 1_500) });
  const outcomes = await Promise.all(
    people.map(async (contactId, number) => {
      await new Promise((resolve) => setTimeout(resolve, 1_300 + number * 10));
      return room.database.transact(async (tx) => {
        const outcome = await room.holdIn(tx, raffle.id, contactId, [number]);
        await tx.rows('select 1'); // the transaction goes on
        return outcome;
      });
    }),
  );
  const refused = outcomes.filter(({ kind }) => kind !== 'held');
  expect(refused).toEqual(refused.map(() => ({ kind: 'not_selling', reason: 'ended' })));
  const { held } = await room.tickets.countNow(room.database, raffle.id);
  expect(tally(outcomes)['held'] ?? 0).toBe(held);
  expect(refused.length).toBeGreaterThan(0);
});
