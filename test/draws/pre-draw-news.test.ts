import { afterAll, beforeAll, expect, it } from 'vitest';
import { DrawRoom } from './draw-room.js';
import { PreDrawStory } from './pre-draw-story.js';

let draws: DrawRoom;
let story: PreDrawStory;
beforeAll(async () => {
  draws = await DrawRoom.open();
  story = new PreDrawStory(draws);
});
afterAll(() => draws.close());

/** Whether a buyer is told that their numbers go on to the main draw. */
async function goesOn(drawId: string, contactId: string): Promise<boolean | undefined> {
  const row = await draws.room.database.first<{ goesOn: boolean }>(
    `select (news->>'inMainDraw')::boolean as "goesOn" from inbox
     where news->>'type' = 'draw_result' and news->>'drawId' = $1 and contact_id = $2`,
    [drawId, contactId],
  );
  return row?.goesOn;
}

it('Nobody hears after an early draw that their numbers are in the main one who got their money back meanwhile', async () => {
  const { raffle, pre } = await story.onSale();
  const [stays, left] = [await story.buy(raffle.id, 7), await story.buy(raffle.id, 8)];
  await story.frozen(pre);
  await draws.room.database.transact((tx) => draws.room.orders.toRefundOwed(tx, left.orderId));
  await story.drawn(pre, '00050');
  await draws.tellAll(pre.id, 1);
  expect(await goesOn(pre.id, stays.person)).toBe(true);
  expect(await goesOn(pre.id, left.person)).toBe(false);
});
