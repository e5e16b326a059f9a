import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RaffleView } from '../../src/raffle/index.js';
import { RaffleRoom } from './room.js';

/** What the service's own role tries in SQL and the database refuses: the rules hold against our bugs as well. */
describe('the database refuses', () => {
  let room: RaffleRoom;
  let raffle: RaffleView;
  let orderId: string;

  beforeAll(async () => {
    room = await RaffleRoom.open();
    raffle = await room.raffle();
    const order = await room.held(raffle.id, await room.person(), [7, 8]);
    orderId = order.id;
  });
  afterAll(() => room.close());

  const refusal = (sql: string, ...values: string[]): Promise<unknown> =>
    room.database
      .transact((tx) => tx.run(sql, values))
      .then(
        () => 'let through',
        (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
      );

  it('giving a ticket another number, or another raffle', async () => {
    expect(
      await refusal('update ticket set number = 990 where raffle_id = $1 and number = 7', raffle.id),
    ).toBe('TL000');
    expect(
      await refusal(
        'update ticket set raffle_id = gen_random_uuid() where raffle_id = $1 and number = 7',
        raffle.id,
      ),
    ).toBe('TL000');
  });

  it('changing what an order says', async () => {
    for (const change of [
      'numbers = array[9]',
      'amount_minor = 1',
      `identity = '+1'`,
      'contact_id = gen_random_uuid()',
    ])
      expect(await refusal(`update raffle_order set ${change} where id = $1`, orderId)).toBe('TL026');
  });

  it('handing a held number from one order to another', async () => {
    const other = await room.held(raffle.id, await room.person(), [20]);
    expect(
      await refusal(
        'update ticket set order_id = $2 where raffle_id = $1 and number = 7',
        raffle.id,
        other.id,
      ),
    ).toBe('TL025');
  });

  it('taking a paid number out of its order', async () => {
    await room.database.transact((tx) =>
      tx.run(`update ticket set status = 'paid' where raffle_id = $1 and number = 8`, [raffle.id]),
    );
    expect(
      await refusal(
        `update ticket set status = 'free', order_id = null where raffle_id = $1 and number = 8`,
        raffle.id,
      ),
    ).toBe('TL025');
  });

  it('an event that comes chained, and a result that comes confirmed', async () => {
    expect(
      await refusal(
        `insert into raffle_event (raffle_id, event, data, seq, hash) values ($1, 'x', '{}', 9, '\\x00')`,
        raffle.id,
      ),
    ).toBe('TL000');
    expect(
      await refusal(
        `insert into lottery_result (id, draw_id, position, lottery_draw_id, source, drawn_at, results, state, entered_by)
         select gen_random_uuid(), id, 0, '1', 'x', now(), '{}', 'confirmed', gen_random_uuid() from draw where raffle_id = $1`,
        raffle.id,
      ),
    ).toBe('TL042');
  });

  it('moving a prize out of a published raffle', async () => {
    expect(
      await refusal('update prize set raffle_id = gen_random_uuid() where raffle_id = $1', raffle.id),
    ).toBe('TL010');
  });

  it('thawing a frozen raffle, and moving the time of its closing', async () => {
    const frozen = await room.raffle();
    await room.database.transact((tx) =>
      tx.run(`update raffle set state = 'frozen', frozen_at = app_now() where id = $1`, [frozen.id]),
    );
    await room.database.transact((tx) =>
      tx.run('update draw set closed_at = app_now() where raffle_id = $1', [frozen.id]),
    );
    for (const state of ['open', 'closed', 'draft'])
      expect(await refusal('update raffle set state = $2 where id = $1', frozen.id, state)).toBe('TL012');
    expect(
      await refusal(
        `update draw set closed_at = closed_at - interval '1 hour' where raffle_id = $1`,
        frozen.id,
      ),
    ).toBe('TL040');
  });
});
