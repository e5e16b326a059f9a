import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HoldOutcome } from '../../src/raffle/index.js';
import { RaffleRoom } from '../raffle/room.js';
import { holdAsATurn, tally } from '../raffle/turn.js';

let room: RaffleRoom;
beforeAll(async () => {
  room = await RaffleRoom.open(14);
});
afterAll(() => room.close());

/** Numbers that more than one order thinks it has. */
async function oversold(raffleId: string): Promise<number> {
  const row = await room.database.first<{ twice: number }>(
    `select count(*)::int as twice from (
       select number from raffle_order o cross join lateral unnest(o.numbers) as number
       where o.raffle_id = $1 and o.has_numbers group by number having count(*) > 1) doubled`,
    [raffleId],
  );
  return row!.twice;
}

/** A service that has been running: its connections are open and know the statements. */
async function warmUp(): Promise<void> {
  const raffle = await room.raffle();
  const people = await room.people(28);
  await Promise.all(people.map((contactId, number) => room.held(raffle.id, contactId, [number])));
}

describe('two buyers after one number', () => {
  it('are a winner and one who is offered neighbours, every time', async () => {
    const people = await room.people(2);
    for (let round = 0; round < 100; round++) {
      const raffle = await room.raffle({ emission: 100 });
      const outcomes = await Promise.all(
        people.map((contactId) => holdAsATurn(room, raffle.id, contactId, [45])),
      );
      expect(tally(outcomes)).toEqual({ held: 1, taken: 1 });
      const loser = outcomes.find((outcome) => outcome.kind === 'taken');
      expect(loser).toEqual({ kind: 'taken', taken: [45], free: [], neighbours: [46, 44, 47] });
    }
  });

  it('do not wait for each other: a number in somebody’s hand is answered at once as locked', async () => {
    const raffle = await room.raffle();
    const [one, two] = await room.people(2);
    await room.database.transact(async (tx) => {
      await room.holdIn(tx, raffle.id, one!, [45, 46]);
      const started = performance.now();
      const outcome = await room.hold(raffle.id, two!, [44, 45]);
      expect(performance.now() - started).toBeLessThan(1_000);
      expect(outcome).toEqual({ kind: 'locked', numbers: [45] });
    });
  });
});

describe('two hundred buyers at once on a thousand numbers', () => {
  it('buy without one number sold twice, 95 of 100 within a second', async () => {
    const raffle = await room.raffle({ emission: 1_000, width: 3 });
    const people = await room.people(200);
    await warmUp();
    const times: number[] = [];
    const outcomes: HoldOutcome[] = [];
    const buy = async (contactId: string): Promise<void> => {
      const near = randomInt(990);
      const numbers = [near, near + randomInt(1, 5), near + randomInt(5, 10)];
      const started = performance.now();
      const outcome = await holdAsATurn(room, raffle.id, contactId, numbers);
      times.push(performance.now() - started);
      outcomes.push(outcome);
    };
    await Promise.all(people.map((contactId) => buy(contactId)));
    const kinds = tally(outcomes);
    expect(kinds['locked'] ?? 0).toBe(0);
    expect((kinds['held'] ?? 0) + (kinds['taken'] ?? 0)).toBe(200);
    expect(kinds['held']).toBeGreaterThan(100);
    expect(await oversold(raffle.id)).toBe(0);
    const { held } = await room.tickets.countNow(room.database, raffle.id);
    expect(held).toBe(outcomes.flatMap((one) => (one.kind === 'held' ? one.order.numbers : [])).length);
    times.sort((a, b) => a - b);
    expect(times[189]).toBeLessThan(1_000);
  });

  it('empty it to the last number by picking at random', async () => {
    const raffle = await room.raffle({ emission: 1_000, width: 3 });
    const people = await room.people(200);
    const buyUntilNothingIsLeft = async (contactId: string): Promise<void> => {
      for (;;) {
        const numbers = await room.tickets.pickRandom(room.database, raffle.id, 3);
        if (numbers.length === 0) return;
        const outcome = await holdAsATurn(room, raffle.id, contactId, numbers);
        if (outcome.kind === 'over_limit') return;
      }
    };
    await Promise.all(people.map(buyUntilNothingIsLeft));
    expect(await room.tickets.countNow(room.database, raffle.id)).toMatchObject({ free: 0, held: 1_000 });
    expect(await oversold(raffle.id)).toBe(0);
  });
});
