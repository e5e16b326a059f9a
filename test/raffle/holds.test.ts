import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HoldOutcome } from '../../src/raffle/index.js';
import { RaffleRoom } from './room.js';

let room: RaffleRoom;
beforeAll(async () => {
  room = await RaffleRoom.open();
});
afterAll(() => room.close());

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
