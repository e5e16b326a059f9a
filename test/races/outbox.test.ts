import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Room, until } from '../whatsapp/room.js';

const CONTACTS = 60;
const MESSAGES = 20;
const NODES = 3;

describe('the outbox under three senders', () => {
  let room: Room;

  beforeAll(async () => {
    room = await Room.open({ answerTimeMs: 30 });
  });
  afterAll(() => room.close());

  it('brings every message to its person in order, while answers get lost and statuses overtake them', async () => {
    await room.db.database.transact((tx) => tx.run('update channel set messages_per_second = 500'));
    const people = await Promise.all(Array.from({ length: CONTACTS }, () => room.contact()));
    const nodes = Array.from({ length: NODES }, () => room.addNode());
    for (const node of nodes) node.worker.onApplicationBootstrap();
    for (let i = 0; i < 100; i++)
      room.meta.failNext(i % 4 === 0 ? { lostResponse: true } : { delayMs: (i * 7) % 60 });
    let open = true;
    const statuses = tellStatuses(room, () => open);
    const words = Array.from({ length: MESSAGES }, (_, n) => `${n}`);
    await Promise.all(
      people.map(async ({ id }) => {
        for (let n = 0; n < MESSAGES;) {
          const some = 1 + Math.floor(Math.random() * 3);
          await room.enqueue(id, ...words.slice(n, n + some));
          n += some;
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 400));
        }
      }),
    );
    const unsettled = () =>
      room.db.database.rows(`select from outbox where state in ('pending', 'leased', 'unknown')`);
    await until('nothing waits', async () => (await unsettled()).length === 0, 60_000);
    open = false;
    await statuses;
    for (const { id, waId } of people) {
      expect(room.arrived(waId)).toEqual(words); // an unknown outcome is settled by its status: nothing goes out twice
      expect(new Set((await room.rows(id)).map(({ rank }) => rank >= 1))).toEqual(new Set([true]));
    }
    for (const node of nodes) await node.worker.beforeApplicationShutdown();
  });
});

/** What the webhook does with Meta's statuses, here from the moment a message is taken, so mostly before its answer. */
async function tellStatuses(room: Room, open: () => boolean): Promise<void> {
  for (let seen = 0; open(); await new Promise((resolve) => setTimeout(resolve, 15))) {
    const fresh = room.meta.accepted(seen, 200);
    seen = fresh.at(-1)?.seq ?? seen;
    const reports = fresh.map(({ wamid, message }) => ({
      callbackId: message.callbackData ?? null,
      wamid,
      status: 'sent',
      errorCode: null,
      metaAt: null,
    }));
    await room.db.database.transact((tx) => room.node.statuses.fold(tx, reports));
  }
}
