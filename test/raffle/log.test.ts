import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headOfLog, type LogEntry } from '../../src/fair-draw/index.js';
import { chainAll, fairdrawId, logEvents } from '../../src/raffle/index.js';
import { RaffleRoom } from './room.js';

let room: RaffleRoom;
beforeAll(async () => {
  room = await RaffleRoom.open();
});
afterAll(() => room.close());

interface StoredEvent {
  readonly seq: number;
  readonly event: LogEntry['event'];
  readonly data: object;
  readonly at: Date;
  readonly hash: Buffer;
}

/** The log as anybody could rebuild it from what is stored. */
async function logOf(raffleId: string): Promise<{ entries: LogEntry[]; lastHash: string }> {
  const rows = await room.database.rows<StoredEvent>(
    'select seq, event, data, at, hash from raffle_event where raffle_id = $1 and seq is not null order by seq',
    [raffleId],
  );
  const entries = rows.map(({ seq, event, data, at }, i): LogEntry => {
    const prev = i === 0 ? '0'.repeat(64) : rows[i - 1]!.hash.toString('hex');
    return {
      v: 'fairdraw/1',
      type: 'log',
      raffle_id: fairdrawId(raffleId),
      seq,
      at: `${at.toISOString().slice(0, 19)}Z`,
      event,
      data,
      prev,
    };
  });
  return { entries, lastHash: rows.at(-1)!.hash.toString('hex') };
}

describe('the public log of a raffle', () => {
  it('is chained by the sequencer, each entry upon the one before', async () => {
    const raffle = await room.raffle();
    const order = await room.paid(raffle.id, await room.person(), [1, 2]);
    await room.sequencer.chainWaiting();
    await room.database.transact((tx) => room.orders.toRefundOwed(tx, order.id));
    await room.database.transact((tx) => room.raffles.close(tx, raffle.id));
    await room.sequencer.chainWaiting();
    const { entries, lastHash } = await logOf(raffle.id);
    expect(entries.map(({ seq, event }) => [seq, event])).toEqual([
      [0, 'rules.published'],
      [1, 'ticket.reserved'],
      [2, 'ticket.paid'],
      [3, 'ticket.voided'],
      [4, 'sales.closed'],
    ]);
    expect(headOfLog(fairdrawId(raffle.id), entries)).toEqual({ seq: 4, hash: lastHash });
    expect(entries[2]?.data).toEqual({ numbers: [1, 2], amount: 10_000, currency: 'MXN' });
  });

  it('stays one chain though several nodes chain at once while people buy', async () => {
    const raffle = await room.raffle({ emission: 200, width: 3 });
    const people = await room.people(200);
    const buying = new AbortController();
    const node = async (): Promise<void> => {
      while (!buying.signal.aborted) await room.sequencer.chainWaiting();
    };
    const nodes = [node(), node(), node()];
    await Promise.all(people.map((contactId, number) => room.held(raffle.id, contactId, [number])));
    buying.abort();
    await Promise.all(nodes);
    const head = await room.database.transact((tx) => chainAll(tx, raffle.id));
    const { entries } = await logOf(raffle.id);
    expect(entries).toHaveLength(201);
    expect(headOfLog(fairdrawId(raffle.id), entries)).toEqual(head);
  });

  it('takes thousands of events in one go', async () => {
    const raffle = await room.raffle();
    const event = { raffleId: raffle.id, event: 'ticket.released' as const, data: { numbers: [1] } };
    await room.database.transact((tx) =>
      logEvents(
        tx,
        Array.from({ length: 2_500 }, () => event),
      ),
    );
    const head = await room.database.transact((tx) => chainAll(tx, raffle.id));
    expect(head?.seq).toBe(2_500);
  });

  it('cannot be rewritten, not even by the owner of the tables', async () => {
    const raffle = await room.raffle();
    await room.sequencer.chainWaiting();
    const rewrite = (change: string) => room.owner.query(`${change} where raffle_id = $1`, [raffle.id]);
    await expect(rewrite(`update raffle_event set data = '{}'`)).rejects.toMatchObject({ code: 'TL000' });
    await expect(rewrite(`update raffle_event set hash = '\\x00'`)).rejects.toMatchObject({ code: 'TL000' });
    await expect(rewrite('delete from raffle_event')).rejects.toMatchObject({ code: 'TL000' });
  });
});
