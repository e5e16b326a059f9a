import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RaffleRoom } from './room.js';

let room: RaffleRoom;
beforeAll(async () => {
  room = await RaffleRoom.open();
});
afterAll(() => room.close());

describe('a random pick', () => {
  it('gives free numbers of the raffle, none twice', async () => {
    const raffle = await room.raffle();
    const taken = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    await room.held(raffle.id, await room.person(), taken);
    for (let i = 0; i < 50; i++) {
      const numbers = await room.tickets.pickRandom(room.database, raffle.id, 5);
      expect(new Set(numbers).size).toBe(5);
      expect(numbers.some((number) => taken.includes(number))).toBe(false);
    }
  });

  it('gives everything that is left when asked for more, wherever it starts', async () => {
    const raffle = await room.raffle({ emission: 20 });
    await room.held(
      raffle.id,
      await room.person(),
      Array.from({ length: 15 }, (_, i) => i),
    );
    for (let i = 0; i < 20; i++) {
      const numbers = await room.tickets.pickRandom(room.database, raffle.id, 10);
      expect(numbers.sort((a, b) => a - b)).toEqual([15, 16, 17, 18, 19]);
    }
  });

  it('reaches every number', async () => {
    const raffle = await room.raffle({ emission: 10, width: 1 });
    // at even distances, or one number might by chance come so close behind another that hardly any start finds it
    await room.database.transact((tx) =>
      tx.run('update ticket set pick_key = (number - 5) * 400000000 where raffle_id = $1', [raffle.id]),
    );
    const seen = new Set<number>();
    for (let i = 0; i < 400 && seen.size < 10; i++) {
      for (const number of await room.tickets.pickRandom(room.database, raffle.id, 1)) seen.add(number);
    }
    expect(seen.size).toBe(10);
  });

  it('in a sold-out raffle gives nothing', async () => {
    const raffle = await room.raffle({ emission: 2, width: 1 });
    await room.held(raffle.id, await room.person(), [0, 1]);
    expect(await room.tickets.pickRandom(room.database, raffle.id, 3)).toEqual([]);
  });
});

describe('looking at numbers', () => {
  it('tells free from taken, and leaves out what the raffle does not have', async () => {
    const raffle = await room.raffle();
    await room.held(raffle.id, await room.person(), [7]);
    expect(await room.tickets.availability(room.database, raffle.id, [300, 45, 7])).toEqual({
      free: [45],
      taken: [7],
    });
  });

  it('offers the nearest free neighbours, and any number where all near ones are gone', async () => {
    const raffle = await room.raffle({ emission: 1_000, width: 3, maxPerPerson: 900 });
    expect(await room.tickets.neighbours(room.database, raffle.id, [45], 4)).toEqual([46, 44, 145, 47]);
    await room.held(
      raffle.id,
      await room.person(),
      Array.from({ length: 900 }, (_, i) => i),
    );
    const far = await room.tickets.neighbours(room.database, raffle.id, [20], 3);
    expect(far).toHaveLength(3);
    expect(far.every((number) => number >= 900)).toBe(true);
  });

  it('counts what is left, at most a moment late', async () => {
    const raffle = await room.raffle();
    expect(await room.tickets.counts(room.database, raffle.id)).toMatchObject({ free: 100, held: 0 });
    await room.held(raffle.id, await room.person(), [1, 2]);
    expect(await room.tickets.countNow(room.database, raffle.id)).toMatchObject({ free: 98, held: 2 });
    await expect
      .poll(() => room.tickets.counts(room.database, raffle.id), { timeout: 5_000 })
      .toMatchObject({ free: 98, held: 2 });
  });
});

describe('the menu', () => {
  it('shows what is open or paused, in chat or free, and not over, the next to close first', async () => {
    const soon = await room.raffle({ salesCloseAt: new Date(Date.now() + 3_600_000) });
    const later = await room.raffle({ salesMode: 'free', priceMinor: 0 });
    const paused = await room.raffle();
    await room.database.transact((tx) => room.raffles.pause(tx, paused.id));
    const closed = await room.raffle();
    await room.database.transact((tx) => room.raffles.close(tx, closed.id));
    const over = await room.raffle();
    await room.owner.query(`update raffle set sales_close_at = now() - interval '1 minute' where id = $1`, [
      over.id,
    ]);
    const draft = await room.draft();
    const shown = async (): Promise<string[]> =>
      (await room.raffles.onSale(room.database)).map(({ id }) => id);
    await expect
      .poll(shown, { timeout: 3_000 })
      .toEqual(expect.arrayContaining([soon.id, later.id, paused.id]));
    const ids = await shown();
    expect(ids[0]).toBe(soon.id);
    for (const hidden of [closed, over, draft]) expect(ids).not.toContain(hidden.id);
  });

  it('pages through all raffles, newest first', async () => {
    const made = [await room.draft(), await room.draft(), await room.draft()]
      .map(({ id }) => id)
      .toReversed();
    const first = await room.raffles.list(room.database, { limit: 2 });
    const second = await room.raffles.list(room.database, { limit: 1, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made);
  });
});
