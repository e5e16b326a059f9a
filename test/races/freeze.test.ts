import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Ledger } from '../../src/fair-draw/index.js';
import { sleep } from '../../src/platform/index.js';
import { DrawRoom } from '../draws/draw-room.js';
import { hours, PreDrawStory } from '../draws/pre-draw-story.js';
import { setNow } from '../support/time.js';

const ROUNDS = 200;
const NUMBER = 1;

let draws: DrawRoom;
beforeAll(async () => {
  draws = await DrawRoom.open();
});
afterAll(() => draws.close());

type Ending = 'in the list' | 'owed back';

describe('Approving a payment while the list is frozen', () => {
  it(`ends ${ROUNDS} times with the number in the list, or with the money owed back`, async () => {
    const endings: Ending[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      endings.push(round % 2 === 0 ? await lateReceipt(round) : await review(round));
    }
    expect(new Set(endings)).toEqual(new Set<Ending>(['in the list', 'owed back']));
  });
});

describe('A receipt nobody has read yet', () => {
  const story = (): PreDrawStory => new PreDrawStory(draws);
  afterEach(() => setNow(draws.room.owner, null));

  /** A message of a buyer, in the inbox since it was sent. @returns its row */
  async function message(contactId: string, sentAt: Date): Promise<string> {
    const row = await draws.room.database.first<{ id: string }>(
      `insert into inbox (kind, type, lane_id, contact_id, meta_at) values ('message', 'image', $1, $1, $2) returning id`,
      [contactId, sentAt],
    );
    return row!.id;
  }

  it('keeps the list of an early draw open if it was sent in time, and nothing else does', async () => {
    const { raffle, pre } = await story().onSale();
    const [inTime, late] = await draws.room.people(2);
    const held = await draws.room.held(raffle.id, inTime!, [7]);
    await draws.room.held(raffle.id, late!, [8]);
    const unread = await message(inTime!, hours(9.9));
    await message(late!, hours(10.1));
    await story().at(10.5);
    const orders = [{ id: held.id, state: 'held' }];
    expect(await story().freeze(pre.id)).toMatchObject({ kind: 'open_orders', total: 1, orders });
    await draws.room.database.rows(`update inbox set state = 'done' where id = $1 returning id`, [unread]);
    expect(await story().freeze(pre.id)).toMatchObject({ kind: 'frozen' });
  });
});

/** A reconciled raffle; a receipt for an order that had ended comes and is approved at once, and the freeze comes beside it. */
async function lateReceipt(round: number): Promise<Ending> {
  const { raffleId, contactId, orderId } = await order();
  await draws.room.database.transact(async (tx) => {
    await draws.room.orders.cancel(tx, { orderId });
    await draws.room.raffles.close(tx, raffleId);
  });
  await draws.reconcile(raffleId);
  await Promise.all([
    soon(round, async () => {
      await draws.room.database.transact(async (tx) => {
        const payment = await draws.receiptIn(tx, orderId, contactId);
        await draws.payments.approve(tx, payment, draws.actor.userId);
      });
    }),
    soon(round + 2, () => draws.freeze(raffleId)),
  ]);
  return ending(raffleId, orderId);
}

/** A closed raffle with one order in review, approved while somebody reconciles and freezes. */
async function review(round: number): Promise<Ending> {
  const { raffleId, contactId, orderId } = await order();
  const payment = await draws.receipt(orderId, contactId);
  await draws.room.database.transact((tx) => draws.room.raffles.close(tx, raffleId));
  await Promise.all([
    soon(round, () => draws.approve(payment)),
    soon(round + 2, async () => {
      await draws.reconcile(raffleId);
      await draws.freeze(raffleId);
    }),
  ]);
  return ending(raffleId, orderId);
}

async function order(): Promise<{ raffleId: string; contactId: string; orderId: string }> {
  const raffle = await draws.raffle({ emission: 3 });
  const contactId = await draws.room.person();
  const { id } = await draws.room.held(raffle.id, contactId, [NUMBER]);
  return { raffleId: raffle.id, contactId, orderId: id };
}

/** Starts within a few milliseconds, earlier or later from round to round. */
async function soon(round: number, work: () => Promise<unknown>): Promise<void> {
  await sleep(round % 4 < 2 ? 0 : round % 5);
  await work();
}

/** Freezes if the race did not, then holds order, book and list against each other. */
async function ending(raffleId: string, orderId: string): Promise<Ending> {
  const raffle = await draws.room.raffles.byId(draws.room.database, raffleId);
  if (raffle?.state === 'closed') await draws.reconcile(raffleId);
  const frozen = await draws.freeze(raffleId);
  if (!('drawId' in frozen)) throw new Error(`not frozen: ${JSON.stringify(frozen)}`);
  await draws.ledger.write(frozen.drawId);
  const { fairdrawId } = await draws.mainDraw(raffleId);
  const ledger = new Ledger(await draws.ledgerBytes(frozen.drawId), fairdrawId, { first: 0, last: 2 });
  const { state } = await draws.room.order(orderId);
  const accounts = await draws.room.database.rows<{ account: string }>(
    `select account from journal_entry join journal_line on entry_id = id where order_id = $1 and account <> 'bank'`,
    [orderId],
  );
  const listed = ledger.find(NUMBER) !== undefined;
  expect({ state, accounts }).toEqual(
    listed
      ? { state: 'paid', accounts: [{ account: 'sales' }] }
      : { state: 'refund_owed', accounts: [{ account: 'refunds_owed' }] },
  );
  return listed ? 'in the list' : 'owed back';
}
