import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../src/kernel/index.js';
import { ContactIds } from '../../src/whatsapp/contacts/contact-ids.repository.js';
import { ContactMerge } from '../../src/whatsapp/contacts/contact-merge.repository.js';
import { Contacts } from '../../src/whatsapp/index.js';
import { RaffleRoom } from '../raffle/room.js';
import { tally } from '../raffle/turn.js';

const LIMIT = 7;
let room: RaffleRoom;
const contacts = new Contacts(new ContactIds(), new ContactMerge());
beforeAll(async () => {
  room = await RaffleRoom.open(20);
});
afterAll(() => room.close());

it('fifty orders at once of one person, who comes with two identifiers and through several doors, never pass the limit', async () => {
  const portfolio = newId();
  await room.owner.query(`insert into portfolio (id, name) values ($1, 'test')`, [portfolio]);
  for (let round = 0; round < 5; round++) {
    const raffle = await room.raffle({ maxPerPerson: LIMIT, emission: 100 });
    const person = { userId: `MX.${round}0001`, waId: `52155000000${round}` };
    await room.database.transact((tx) => contacts.resolve(tx, portfolio, [person]));
    const order = (i: number) =>
      room.database.transact(async (tx) => {
        const known = i % 2 === 0 ? { userId: person.userId } : { waId: person.waId };
        const [contactId] = await contacts.resolve(tx, portfolio, [known]);
        const origin = i % 3 === 0 ? 'seller' : 'chat';
        const numbers = i % 5 === 0 ? [2 * i, 2 * i + 1] : [2 * i];
        return room.orders.hold(tx, {
          raffleId: raffle.id,
          contactId: contactId!,
          channelId: null,
          origin,
          numbers,
        });
      });
    const outcomes = await Promise.all(Array.from({ length: 50 }, (_, i) => order(i)));
    const held = outcomes.flatMap((outcome) => (outcome.kind === 'held' ? outcome.order.numbers : []));
    expect(Object.keys(tally(outcomes)).sort()).toEqual(['held', 'over_limit']);
    expect(held.length).toBeGreaterThanOrEqual(LIMIT - 1); // a pair may not fit in the last place
    expect(held.length).toBeLessThanOrEqual(LIMIT);
    expect((await room.tickets.countNow(room.database, raffle.id)).held).toBe(held.length);
    const limits = await room.database.rows(
      'select taken, allowed from purchase_limit where raffle_id = $1',
      [raffle.id],
    );
    expect(limits).toEqual([{ taken: held.length, allowed: LIMIT }]);
  }
});
