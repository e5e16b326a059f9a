import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DatabaseFault } from '../../src/platform/index.js';
import type { RaffleView } from '../../src/raffle/index.js';
import { advance } from '../support/time.js';
import { RaffleRoom } from '../raffle/room.js';
import { holdAsATurn } from '../raffle/turn.js';

const SECONDS = 12;
let room: RaffleRoom;
beforeAll(async () => {
  room = await RaffleRoom.open(24);
});
afterAll(() => room.close());

const faults: string[] = [];
let done = 0;

/** Repeats `work` until the time is over; faults are collected, they are what this test is about. */
async function busy(until: number, work: () => Promise<unknown>): Promise<void> {
  while (performance.now() < until) {
    try {
      await work();
      done++;
    } catch (error) {
      if (!(error instanceof DatabaseFault)) throw error;
      faults.push(error.code);
    }
  }
}

const several = (count: number, from: number): number[] =>
  Array.from({ length: count }, () => randomInt(from));

/** Many people’s turns in one transaction, as the inbox worker runs them: each person belongs to one batch at a time. */
async function batch(raffles: readonly RaffleView[], people: readonly string[]): Promise<void> {
  await room.database.transact(async (tx) => {
    for (const contactId of people) {
      const mine = (await room.orders.ofContact(tx, [contactId])).get(contactId) ?? [];
      const order = mine[randomInt(Math.max(mine.length, 1))];
      const raffle = raffles[randomInt(raffles.length)]!;
      await tx
        .savepoint(async () => {
          const choice = order === undefined ? 0 : randomInt(4);
          if (order === undefined || choice < 2) await room.holdIn(tx, raffle.id, contactId, several(4, 300));
          else if (choice === 2) await room.orders.cancel(tx, { orderId: order.id });
          else await room.orders.toReview(tx, order.id, new Date());
        })
        .catch((error: unknown) => {
          if (error instanceof DatabaseFault && /^(40P01|55P03|57014)$/.test(error.code)) throw error;
          faults.push(error instanceof DatabaseFault ? error.code : String(error));
        });
    }
  });
}

it('turns in batches, decisions, holds that wait, sweeps, outages, pauses and closes never block each other for good', async () => {
  const raffles = [
    await room.raffle({ emission: 300, width: 3 }),
    await room.raffle({ emission: 300, width: 3 }),
  ];
  const people = await room.people(60);
  const alone = await room.people(4);
  await room.heartbeat.beat();
  const until = performance.now() + SECONDS * 1_000;
  const anOrder = async (): Promise<string> => {
    const row = await room.database.first<{ id: string }>(
      'select id from raffle_order order by random() limit 1',
    );
    return row?.id ?? '';
  };
  const oneRaffle = (): string => raffles[randomInt(2)]!.id;
  const decide = async (): Promise<void> => {
    const id = await anOrder();
    if (id === '') return;
    await room.database.transact(async (tx) => {
      if (randomInt(2) === 0) await room.orders.toPaid(tx, id);
      else await room.orders.toRejected(tx, id, 'no');
      if (randomInt(4) === 0) await room.orders.toRefundOwed(tx, id);
    });
  };
  await Promise.all([
    ...[0, 1, 2].map((worker) =>
      busy(until, () => batch(raffles, people.slice(worker * 20, worker * 20 + 20))),
    ),
    ...alone.map((contactId) =>
      busy(until, () => holdAsATurn(room, oneRaffle(), contactId, several(6, 300))),
    ),
    ...[0, 1].map(() => busy(until, decide)),
    busy(until, async () => {
      await room.owner.query(
        `update raffle_order set deadline_at = deadline_at - interval '4 hours' where id in (
           select id from raffle_order where state = 'held' and random() < 0.3 for no key update skip locked)`,
      );
      await room.sweep.sweep();
    }),
    busy(until, () => room.sweep.sweep()),
    busy(until, async () => {
      const id = oneRaffle();
      await room.database.transact((tx) => room.raffles.pause(tx, id));
      await room.database.transact((tx) => room.raffles.resume(tx, id));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }),
    busy(until, async () => {
      await advance(room.owner, 180_000);
      await room.heartbeat.beat();
      await new Promise((resolve) => setTimeout(resolve, 500));
    }),
    busy(until, () => room.sequencer.chainWaiting()),
  ]);
  expect(faults).toEqual([]);
  expect(done).toBeGreaterThan(500);
  for (const { id } of raffles) {
    const { free, held, in_review, paid, void: voided } = await room.tickets.countNow(room.database, id);
    expect(free + held + in_review + paid + voided).toBe(300);
  }
});
