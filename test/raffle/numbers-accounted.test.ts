import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RaffleView } from '../../src/raffle/index.js';
import { advance, setNow } from '../support/time.js';
import { RaffleRoom } from './room.js';

const EMISSION = 12;
const PEOPLE = 3;

let room: RaffleRoom;
let people: string[];
beforeAll(async () => {
  room = await RaffleRoom.open();
  people = await room.people(PEOPLE);
});
afterAll(() => room.close());

type Step =
  | { do: 'hold'; person: number; numbers: number[] }
  | { do: 'cancel' | 'receipt' | 'approve' | 'reject' | 'refund'; order: number }
  | { do: 'sweep'; minutes: number }
  | { do: 'pause' | 'resume' | 'close' };

const order = fc.nat(7);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('hold' as const),
      person: fc.nat(PEOPLE - 1),
      numbers: fc.uniqueArray(fc.nat(EMISSION), { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({ do: fc.constantFrom('cancel', 'receipt', 'approve', 'reject', 'refund'), order }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sweep' as const), minutes: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('pause', 'resume', 'close') }) },
);

/** Ends with a number in every status, so that no run of this test goes without. */
const everyStatus: Step[] = [
  { do: 'hold', person: 0, numbers: [1] },
  { do: 'receipt', order: 0 },
  { do: 'approve', order: 0 },
  { do: 'refund', order: 0 },
  { do: 'hold', person: 1, numbers: [2, 5] },
  { do: 'receipt', order: 1 },
  { do: 'hold', person: 0, numbers: [4] },
  { do: 'receipt', order: 2 },
  { do: 'approve', order: 2 },
  { do: 'hold', person: 2, numbers: [3] },
];

async function carryOut(raffle: RaffleView, orders: string[], action: Step): Promise<void> {
  const orderId = 'order' in action ? orders[action.order % Math.max(orders.length, 1)] : undefined;
  const now = await room.now();
  await room.database.transact(async (tx) => {
    if (action.do === 'hold') {
      const outcome = await room.holdIn(tx, raffle.id, people[action.person]!, action.numbers);
      if (outcome.kind === 'held') orders.push(outcome.order.id);
    } else if (action.do === 'pause' || action.do === 'resume' || action.do === 'close') {
      await room.raffles[action.do](tx, raffle.id);
    } else if (orderId !== undefined) {
      if (action.do === 'cancel') await room.orders.cancel(tx, { orderId });
      if (action.do === 'receipt') await room.orders.toReview(tx, orderId, now);
      if (action.do === 'approve') await room.orders.toPaid(tx, orderId);
      if (action.do === 'reject') await room.orders.toRejected(tx, orderId, 'no');
      if (action.do === 'refund') await room.orders.toRefundOwed(tx, orderId);
    }
  });
  if (action.do === 'sweep') {
    await advance(room.owner, action.minutes * 60_000);
    await room.owner.query(
      'insert into heartbeat values (1, app_now()) on conflict (id) do update set beat_at = app_now()',
    );
    await room.sweep.sweep();
  }
}

/** Every difference between what tickets, orders, limits and log say; empty if they agree. */
async function differences(raffleId: string): Promise<unknown[]> {
  return room.database.rows(
    `with has as (
       select o.id, o.contact_id, o.numbers, o.state, o.has_numbers from raffle_order o where o.raffle_id = $1)
     select 'numbers of an order' as what, h.id::text from has h
       where h.has_numbers and h.numbers is distinct from
         (select array_agg(t.number order by t.number) from ticket t where t.order_id = h.id and t.status <> 'void')
     union all
     select 'status of a number', t.number::text from ticket t join has h on h.id = t.order_id
       where t.raffle_id = $1 and t.status <> all (case h.state
         when 'held' then array['held'] when 'rejected' then array['held'] when 'in_review' then array['in_review']
         when 'paid' then array['paid'] else array['void'] end)
     union all
     select 'limit of a person', l.contact_id::text from purchase_limit l where l.raffle_id = $1 and l.taken is distinct from
       (select coalesce(sum(cardinality(h.numbers)), 0) from has h where h.contact_id = l.contact_id and h.has_numbers)
     union all
     select 'numbers of the log', number::text from (
       select n.number, sum(case e.event when 'ticket.reserved' then 1 when 'ticket.paid' then 0 else -1 end) as held
       from raffle_event e cross join lateral jsonb_array_elements_text(e.data -> 'numbers') as n(number)
       where e.raffle_id = $1 group by 1) logged
       where held <> (select (t.status not in ('free', 'void'))::int from ticket t where t.raffle_id = $1 and t.number = logged.number::int)`,
    [raffleId],
  );
}

it('whatever people do, every number is accounted for and all books agree', async () => {
  const sold = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const raffle = await room.raffle({ emission: EMISSION, maxPerPerson: 6, holdMinutes: 5 });
      const orders: string[] = [];
      for (const action of steps) await carryOut(raffle, orders, action);
      const {
        free,
        held,
        in_review,
        paid,
        void: voided,
      } = await room.tickets.countNow(room.database, raffle.id);
      expect(free + held + in_review + paid + voided).toBe(EMISSION);
      expect(await differences(raffle.id)).toEqual([]);
      for (const [status, count] of Object.entries({ held, in_review, paid, voided }))
        if (count > 0) sold.add(status);
      await setNow(room.owner, null);
    }),
    { numRuns: 60, examples: [[everyStatus]] },
  );
  expect([...sold].sort()).toEqual(['held', 'in_review', 'paid', 'voided']);
}, 120_000);
