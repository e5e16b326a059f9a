import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Room, text, until } from './room.js';

describe('what goes first', () => {
  let room: Room;

  beforeAll(async () => {
    room = await Room.open();
  });
  afterAll(() => room.close());

  /** The texts Meta took since, in order. */
  const taken = (since: number) => room.meta.accepted(since).map(({ message }) => message.text);
  const last = () => room.meta.accepted().at(-1)?.seq ?? 0;

  it('is the more urgent chat, whatever waits longer', async () => {
    const begun = last();
    const urgencies = ['marketing', 'reminder', 'result', 'reply', 'hand_off', 'money', 'winner'] as const;
    await room.db.database.transact((tx) => tx.run('update channel set messages_per_second = 1'));
    for (const priority of urgencies) {
      const { id } = await room.contact();
      await room.enqueue(id, { priority, content: text(priority) });
    }
    for (const _ of urgencies) {
      await room.step();
      await room.later(5);
    }
    expect(taken(begun)).toEqual(urgencies.toReversed());
    await room.db.database.transact((tx) => tx.run('update channel set messages_per_second = 70'));
  });

  it('within a chat is the older, which is as urgent as what waits behind it', async () => {
    const begun = last();
    const [one, other] = [await room.contact(), await room.contact()];
    await room.db.database.transact((tx) => tx.run('update channel set messages_per_second = 1'));
    await room.enqueue(other.id, { priority: 'reply', content: text('respuesta') });
    await room.enqueue(one.id, { priority: 'result', content: text('resultado') });
    await room.enqueue(one.id, { priority: 'winner', content: text('ganaste') });
    for (let i = 0; i < 3; i++) {
      await room.step();
      await room.later(5);
    }
    expect(taken(begun)).toEqual(['resultado', 'ganaste', 'respuesta']);
    await room.db.database.transact((tx) => tx.run('update channel set messages_per_second = 70'));
  });

  it('is the answer to a receipt, while ten thousand hear a result', async () => {
    const people = await Promise.all(Array.from({ length: 40 }, () => room.contact()));
    await room.db.database.transact((tx) =>
      room.outbox.enqueue(
        tx,
        Array.from({ length: 10_000 }, (_, i) => ({
          channelId: room.channelId,
          contactId: people[i % people.length]!.id,
          purpose: 'draw_result',
          priority: 'result' as const,
          content: text(`resultado ${i}`),
        })),
      ),
    );
    const node = room.addNode();
    node.worker.onApplicationBootstrap();
    await until('the broadcast runs', () => room.meta.accepted().length > 60);
    for (let i = 0; i < 5; i++) {
      const buyer = await room.contact();
      const asked = performance.now();
      await room.enqueue(buyer.id, { priority: 'money', content: text('recibimos tu comprobante') });
      await until('the answer is there', () => room.arrived(buyer.waId).length === 1);
      expect(performance.now() - asked).toBeLessThan(1_500);
    }
    await node.worker.beforeApplicationShutdown();
    await room.db.database.transact((tx) =>
      tx.run(`update outbox set state = 'dropped' where state = 'pending'`),
    );
  });
});
