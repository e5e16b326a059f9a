import type { INestApplicationContext } from '@nestjs/common';
import type { Client } from 'pg';
import { newId } from '../../src/kernel/index.js';
import { Database } from '../../src/platform/index.js';
import { chainAll, Freezer, Raffles, Reconciler } from '../../src/raffle/index.js';
import { benchTerms, publishedRaffle } from '../support/raffle.js';
import { seedContacts, withClient } from '../support/seed.js';
import type { World } from '../support/world.js';

/** Numbers a buyer has, in one order. */
export const PER_BUYER = 10;

/**
 * A raffle whose numbers are all paid, each buyer with ten of them, reconciled and frozen by the service; its ledger is still to be written.
 * Sales are put straight into the tables, with their journal and log: how they get there is what `rush` measures.
 */
export async function soldOut(
  app: INestApplicationContext,
  world: Pick<World, 'ownerUrl'>,
  emission: number,
): Promise<{ raffleId: string; drawId: string }> {
  const database = app.get(Database);
  const raffleId = await publishedRaffle(app, emission, drawnBySequence(emission));
  await withClient(world.ownerUrl, (client) => sell(client, raffleId, emission / PER_BUYER));
  // As the sequencer has done long before a list is closed.
  await database.transact((tx) => chainAll(tx, raffleId));
  await database.transact((tx) => app.get(Raffles).close(tx, raffleId));
  const actor = { userId: newId(), viaKey: false };
  const reconciled = await database.transact((tx) => app.get(Reconciler).reconcile(tx, raffleId, actor));
  if (reconciled.kind !== 'reconciled') throw new Error(`not reconciled: ${JSON.stringify(reconciled)}`);
  const frozen = await database.transact((tx) => app.get(Freezer).freeze(tx, raffleId));
  if (frozen.kind !== 'frozen') throw new Error(`not frozen: ${JSON.stringify(frozen)}`);
  return { raffleId, drawId: frozen.drawId };
}

/** Lottery digits feed the random sequence, which is drawn from for 100 prizes: more work than digits that name the number. */
function drawnBySequence(emission: number): ReturnType<typeof benchTerms> {
  return {
    ...benchTerms(emission),
    drawMethod: {
      mode: 'lottery_seeded',
      source: 'demo',
      firstDraw: '1',
      positions: [{ id: 'first', width: 6, first: 0, last: 999_999 }],
      draws: 1,
    },
    prizes: [{ prizeId: 'first', name: 'Moto', units: 100, extract: [] }],
  };
}

async function sell(client: Client, raffleId: string, buyers: number): Promise<void> {
  const contacts = await seedContacts(client, buyers);
  await client.query(ORDERS, [raffleId, contacts.map(() => newId()), contacts, PER_BUYER]);
  await client.query(TICKETS, [raffleId]);
  await client.query(JOURNAL, [raffleId]);
  await client.query(LOG, [raffleId]);
  await client.query('vacuum analyze');
}

const ORDERS = `
  insert into raffle_order (id, code, raffle_id, contact_id, origin, state, numbers, amount_minor, currency, identity, rules_hash, paid_at)
  select o.id, 'BENCH-' || o.n, r.id, o.contact, 'chat', 'paid',
    array(select r.first_number + ((o.n - 1) * $4 + k)::int from generate_series(0, $4::int - 1) k),
    $4 * r.price_minor, r.currency, '+' || (5215500000000 + o.n), '', app_now()
  from raffle r, unnest($2::uuid[], $3::uuid[]) with ordinality as o(id, contact, n) where r.id = $1`;

const TICKETS = `
  update ticket t set status = 'paid', order_id = o.id
  from (select id, unnest(numbers) as number from raffle_order where raffle_id = $1) o
  where t.raffle_id = $1 and t.number = o.number`;

const JOURNAL = `
  with entry as (
    insert into journal_entry (id, raffle_id, order_id, kind)
    select gen_random_uuid(), raffle_id, id, 'payment_confirmed' from raffle_order where raffle_id = $1 returning id, order_id)
  insert into journal_line (entry_id, account, amount_minor, currency)
  select e.id, l.account, l.sign * o.amount_minor, o.currency
  from entry e join raffle_order o on o.id = e.order_id, (values ('bank', 1), ('sales', -1)) as l(account, sign)`;

const LOG = `
  insert into raffle_event (raffle_id, event, data)
  select o.raffle_id, event, jsonb_build_object('order', o.code, 'numbers', to_jsonb(o.numbers))
  from raffle_order o, unnest(array['ticket.reserved', 'ticket.paid']) with ordinality as e(event, n)
  where o.raffle_id = $1 order by o.code, e.n`;
