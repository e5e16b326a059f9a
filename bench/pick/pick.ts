import { NestFactory } from '@nestjs/core';
import type { Client } from 'pg';
import { newId } from '../../src/kernel/index.js';
import { Database } from '../../src/platform/index.js';
import { Tickets } from '../../src/raffle/index.js';
import { publishedRaffle } from '../support/raffle.js';
import { median, result, type BenchmarkResult } from '../support/result.js';
import { seedContacts, withClient } from '../support/seed.js';
import { serviceContext } from '../support/context.js';
import type { World } from '../support/world.js';

const EMISSION = 1_000_000;
const SOLD = [0.01, 0.5, 0.999] as const;
const PICKS = 2_000;
const COUNT = 5;

/** The cost of a random pick of five as a raffle of a million fills: `ours` at 99.9 % sold, `reference` at 1 %. */
export async function pick(world: World): Promise<BenchmarkResult[]> {
  const context = serviceContext(world);
  const app = await NestFactory.createApplicationContext(context, { logger: ['error'] });
  try {
    const raffleId = await publishedRaffle(app, EMISSION);
    const [database, tickets] = [app.get(Database), app.get(Tickets)];
    const costs: number[] = [];
    for (const share of SOLD) {
      await withClient(world.ownerUrl, (client) => sell(client, raffleId, share));
      costs.push(await cost(() => tickets.pickRandom(database, raffleId, COUNT)));
    }
    const [low = NaN, half = NaN, full = NaN] = costs;
    const notes = `median of ${PICKS} picks of ${COUNT} out of ${EMISSION}; at 50 % sold ${half.toFixed(0)} µs`;
    return [result('pick', full, low, 'µs per pick', notes)];
  } finally {
    await app.close();
  }
}

async function cost(work: () => Promise<number[]>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < PICKS; i++) {
    const start = performance.now();
    const numbers = await work();
    times.push((performance.now() - start) * 1000);
    if (numbers.length !== COUNT) throw new Error(`a pick found ${numbers.length} of ${COUNT}`);
  }
  return median(times);
}

/** Marks numbers as paid, at random, until `share` of them are. */
async function sell(client: Client, raffleId: string, share: number): Promise<void> {
  const [contact] = await seedContacts(client, 1);
  const order = newId();
  await client.query(
    `insert into raffle_order (id, code, raffle_id, contact_id, origin, state, numbers, amount_minor, currency, identity, rules_hash)
     values ($1, gen_random_uuid()::text, $2, $3, 'cash', 'paid', '{0}', 0, 'MXN', 'bench', '')`,
    [order, raffleId, contact],
  );
  await client.query(
    `update ticket set status = 'paid', order_id = $2 where raffle_id = $1 and status = 'free' and number in (
       select number from ticket where raffle_id = $1 and status = 'free' order by random()
       limit (select count(*) * $3::float8 - count(*) filter (where status = 'paid') from ticket where raffle_id = $1))`,
    [raffleId, order, share],
  );
  await client.query('vacuum analyze ticket');
}
