import { afterAll, beforeAll, expect, it } from 'vitest';
import { DrawRoom } from './draw-room.js';
import { hours, PreDrawStory } from './pre-draw-story.js';
import { setNow } from '../support/time.js';

const DAYS = 24;

let draws: DrawRoom;
let story: PreDrawStory;
beforeAll(async () => {
  draws = await DrawRoom.open();
  story = new PreDrawStory(draws);
});
afterAll(() => draws.close());

async function keysLeft(raffleId: string): Promise<boolean> {
  const sql = 'select from raffle where id = $1 and keys is not null';
  return (await draws.room.database.first(sql, [raffleId])) !== null;
}

/** The main draw of hour 72 is carried out. */
async function mainDrawn(raffleId: string): Promise<void> {
  await story.at(49);
  await draws.room.database.transact((tx) => draws.room.raffles.close(tx, raffleId));
  const main = await draws.frozen(raffleId);
  await setNow(draws.room.owner, hours(72).toISOString());
  await draws.confirmed(main.id, '00007', '00000');
  expect(await draws.draw(raffleId)).toMatchObject({ kind: 'drawn' });
}

it('A draw whose list was never frozen keeps nobody’s traces for ever: the keys go when the claim period of the others is over', async () => {
  const { raffle } = await story.onSale();
  await story.buy(raffle.id, 7);
  await mainDrawn(raffle.id);
  await draws.room.sequencer.chainWaiting();
  await story.at(72 + 91 * DAYS);
  await draws.destroyer.destroyDue();
  expect(await keysLeft(raffle.id)).toBe(false);
});

it('One whose list is frozen may still be drawn, and needs them', async () => {
  const { raffle, pre } = await story.onSale();
  await story.buy(raffle.id, 7);
  await story.frozen(pre);
  await mainDrawn(raffle.id);
  await draws.room.sequencer.chainWaiting();
  await story.at(72 + 91 * DAYS);
  await draws.destroyer.destroyDue();
  expect(await keysLeft(raffle.id)).toBe(true);
  const destroy = `update raffle set keys = null, keys_destroyed_at = app_now() where id = $1`;
  await expect(draws.room.owner.query(destroy, [raffle.id])).rejects.toMatchObject({ code: 'TL013' });
});
