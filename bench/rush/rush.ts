import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { newId } from '../../src/kernel/index.js';
import { Child } from '../support/child.js';
import { serviceContext } from '../support/context.js';
import { publishedRaffle } from '../support/raffle.js';
import { median, result, type BenchmarkResult } from '../support/result.js';
import { seedContacts, withClient } from '../support/seed.js';
import { analyze, type World } from '../support/world.js';
import type { RushOrder, RushReport } from './plan.js';

const ROUNDS = 5;
const HOLDS = 3_000;
const SIZE = 2;
const CONNECTIONS = 8;

/** Holds a second through the service's code against a bare loop of the same guarded update, each in a process of its own, in turn. */
export async function rush(world: World): Promise<BenchmarkResult[]> {
  const raffleId = await prepare(world);
  const contacts = await withClient(world.ownerUrl, (client) => seedContacts(client, 1_000));
  const env = { DATABASE_URL: world.serviceUrl };
  const { child: ours } = await Child.start(join(import.meta.dirname, 'ours.child.js'), env);
  const { child: reference } = await Child.start(join(import.meta.dirname, 'reference.child.js'), env);
  try {
    const orderId = await bareOrder(world, raffleId, contacts[0] ?? '');
    const rates: [number[], number[]] = [[], []];
    let from = 0;
    for (let round = -1; round < ROUNDS; round++) {
      for (const [side, child] of [ours, reference].entries()) {
        const order: RushOrder = {
          raffleId,
          contacts,
          from,
          holds: HOLDS,
          size: SIZE,
          connections: CONNECTIONS,
          orderId,
        };
        from += HOLDS * SIZE;
        const { seconds, held } = await child.ask<RushReport>(order);
        if (held !== HOLDS) throw new Error(`${HOLDS - held} holds failed`);
        if (round >= 0) rates[side]?.push(HOLDS / seconds); // round -1 warms up
      }
      if (round < 0) await analyze(world);
    }
    const { oversold, deadlocks } = await check(world, raffleId, from);
    if (oversold + deadlocks > 0) throw new Error(`${oversold} numbers oversold, ${deadlocks} deadlocks`);
    const notes = `holds of ${SIZE} numbers over ${CONNECTIONS} connections, ${ROUNDS} rounds in turn; ${oversold} oversold, ${deadlocks} deadlocks`;
    return [result('rush', median(rates[0]), median(rates[1]), 'holds/s', notes)];
  } finally {
    await Promise.all([ours.stop(), reference.stop()]);
  }
}

async function prepare(world: World): Promise<string> {
  const app = await NestFactory.createApplicationContext(serviceContext(world), { logger: ['error'] });
  try {
    return await publishedRaffle(app, 2 * (ROUNDS + 1) * HOLDS * SIZE);
  } finally {
    await app.close();
  }
}

function bareOrder(world: World, raffleId: string, contactId: string): Promise<string> {
  const id = newId();
  return withClient(world.ownerUrl, async (client) => {
    await client.query(
      `insert into raffle_order (id, code, raffle_id, contact_id, origin, state, numbers, amount_minor, currency, identity, rules_hash)
       values ($1, 'the bare loop', $2, $3, 'cash', 'held', '{0}', 0, 'MXN', 'bench', '')`,
      [id, raffleId, contactId],
    );
    return id;
  });
}

/** A number is oversold if two orders list it; the bare loop's numbers belong to one order that lists none of them. */
async function check(
  world: World,
  raffleId: string,
  sold: number,
): Promise<{ oversold: number; deadlocks: number }> {
  return withClient(world.ownerUrl, async (client) => {
    const { rows } = await client.query<{ oversold: number; held: number; deadlocks: number }>(
      `select (select count(*) from (
                 select n from raffle_order, unnest(numbers) n where raffle_id = $1 and code <> 'the bare loop' group by n having count(*) > 1) o)::int as oversold,
              (select count(*) from ticket where raffle_id = $1 and status = 'held')::int as held,
              (select deadlocks from pg_stat_database where datname = current_database())::int as deadlocks`,
      [raffleId],
    );
    const [row] = rows;
    if (row === undefined || row.held !== sold) throw new Error(`${row?.held} of ${sold} numbers are held`);
    return row;
  });
}
