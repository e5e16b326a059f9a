import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FIRST_PORTFOLIO } from '../../src/whatsapp/channels/channel.js';
import { Places } from '../../src/whatsapp/sender/places.repository.js';
import { Room, text } from './room.js';

const TEMPLATE = { kind: 'template', name: 'aviso', language: 'es', parameters: [] } as const;

describe('what may not go yet', () => {
  let room: Room;

  beforeAll(async () => {
    room = await Room.open();
  });
  afterAll(() => room.close());

  const run = (sql: string, values: string[] = []) => room.db.database.transact((tx) => tx.run(sql, values));
  const states = async (...people: { id: string }[]) =>
    (await Promise.all(people.map(({ id }) => room.states(id)))).flat();
  /** The sweep, then whatever it let go. */
  const sweep = async () => {
    await room.node.sweep.sweep();
    await room.drain();
  };

  describe('to people outside their window', () => {
    const strangers = async (count: number) => {
      const people = await Promise.all(Array.from({ length: count }, () => room.contact()));
      for (const { id } of people)
        await run(`update conversation set window_ends_at = app_now() where contact_id = $1`, [id]);
      return people;
    };
    beforeEach(() => run('update portfolio set daily_recipients = 2 where id = $1', [FIRST_PORTFOLIO]));
    afterEach(() => run('update portfolio set daily_recipients = null'));

    it('waits beyond the portfolio’s daily number of them, and goes a day later', async () => {
      const [one, two, three] = await strangers(3);
      const writer = await room.contact();
      for (const { id } of [one!, two!, three!, writer]) await room.enqueue(id, { content: TEMPLATE });
      await room.drain();
      const sent = await states(one!, two!, three!);
      expect(sent.toSorted()).toEqual(['accepted', 'accepted', 'waiting daily_limit']);
      expect(await states(writer)).toEqual(['accepted']); // who wrote today does not count
      const counted = [one!, two!, three!][sent.indexOf('accepted')]!;
      await room.enqueue(counted.id, { content: TEMPLATE });
      await sweep();
      expect(await states(counted)).toEqual(['accepted', 'accepted']); // nobody counts twice
      await room.later(23 * 3_600);
      await sweep();
      expect(await states(one!, two!, three!)).toContain('waiting daily_limit');
      await room.later(3_600 + 6 * 60);
      await sweep();
      expect(new Set(await states(one!, two!, three!))).toEqual(new Set(['accepted']));
    });
  });

  it('under a stop of marketing leaves its chat to the rest, and goes when the stop is lifted', async () => {
    const person = await room.contact();
    await run(`insert into channel_stop (channel_id, cause, scope) values ($1, 'quality', 'marketing')`, [
      room.channelId,
    ]);
    await room.enqueue(person.id, { content: TEMPLATE, category: 'marketing' }, 'respuesta');
    await room.drain();
    await sweep();
    expect(room.arrived(person.waId)).toEqual(['respuesta']);
    expect(await states(person)).toEqual(['waiting stopped', 'accepted']);
    await run('delete from channel_stop');
    await sweep();
    expect(room.arrived(person.waId)).toEqual(['respuesta', 'aviso']);
  });

  it('under a stop of everything stays where it is, untried, and goes when the stop is lifted', async () => {
    const person = await room.contact();
    await run(`insert into channel_stop (channel_id, cause, scope) values ($1, 'banned', 'everything')`, [
      room.channelId,
    ]);
    await room.enqueue(person.id, 'hola');
    expect(await room.step()).toBe(0);
    expect(await room.rows(person.id)).toMatchObject([{ state: 'pending', reason: null, tries: 0 }]);
    await run('delete from channel_stop');
    await room.drain();
    expect(room.arrived(person.waId)).toEqual(['hola']);
  });

  it('as the second message of a turn waits for a status of the first, or two seconds', async () => {
    const turn = (words: string[]) => words.map((word) => ({ content: text(word), inboxId: '7' }));
    const [told, untold] = [await room.contact(), await room.contact()];
    const [first] = await room.enqueue(told.id, ...turn(['uno', 'dos']));
    await room.enqueue(untold.id, ...turn(['uno', 'dos']));
    await room.drain();
    expect([room.arrived(told.waId), room.arrived(untold.waId)]).toEqual([['uno'], ['uno']]);
    await room.told(first!, 'sent');
    await room.drain();
    expect([room.arrived(told.waId), room.arrived(untold.waId)]).toEqual([['uno', 'dos'], ['uno']]);
    await room.later(2);
    await room.drain();
    expect(room.arrived(untold.waId)).toEqual(['uno', 'dos']);
  });

  it('because people wrote more than the number may receive and send goes a second later, however many they were', async () => {
    const person = await room.contact();
    const received = new Map([[room.channelId, { received: 1_000, marked: 0 }]]);
    await room.db.database.transact((tx) => new Places().counted(tx, received));
    await room.enqueue(person.id, 'hola');
    expect(await room.step()).toBe(0);
    await room.later(1);
    await room.drain();
    expect(room.arrived(person.waId)).toEqual(['hola']);
  });
});
