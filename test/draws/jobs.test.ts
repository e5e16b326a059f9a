import 'reflect-metadata';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DatabaseUrl, PlatformModule, readConfig, sleep } from '../../src/platform/index.js';
import { RaffleModule } from '../../src/raffle/index.js';
import { DrawRoom } from './draw-room.js';

@Module({})
class WorkerModule {}

let draws: DrawRoom;
let worker: INestApplicationContext;

beforeAll(async () => {
  draws = await DrawRoom.open();
  const { db, secrets } = draws.room;
  const config = readConfig({ NODE_ENV: 'test', DEMO: '1', ROLE: 'worker' });
  const url = new DatabaseUrl(db.serviceUrl, db.ownerUrl);
  const imports = [PlatformModule.with({ config, url, secrets }), RaffleModule];
  worker = await NestFactory.createApplicationContext({ module: WorkerModule, imports }, { logger: false });
});
afterAll(async () => {
  await worker.close();
  await draws.close();
});

/** Draw news of a buyer, once there are `count`. */
async function news(contactId: string, count: number): Promise<unknown[]> {
  for (let tries = 0; ; tries++) {
    const found = await draws.room.news(contactId);
    if (found.length >= count || tries === 100) return found;
    await sleep(100);
  }
}

it('A working node writes the ledger of a frozen list and tells the buyers, then the winner, by itself', async () => {
  const { raffle, people } = await draws.sold([[7]], { priceMinor: 0, salesMode: 'free' });
  const buyer = people[0]!;
  await draws.reconcile(raffle.id);
  await draws.freeze(raffle.id);
  const { id } = await draws.mainDraw(raffle.id);
  expect(await draws.freezer.awaitCommitment(id, 5_000)).toBe(true);
  expect(await news(buyer, 1)).toEqual([expect.objectContaining({ type: 'list_frozen', size: 1 })]);
  await sleep(1_100); // the lottery draws in a later second
  await draws.confirmed(id, '00007', '00007');
  expect((await draws.draw(raffle.id)).kind).toBe('drawn');
  expect(await news(buyer, 2)).toEqual([
    expect.objectContaining({ type: 'list_frozen' }),
    expect.objectContaining({ type: 'draw_won', number: '07' }),
  ]);
});
