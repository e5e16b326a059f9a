import {
  appendToLog,
  fromHex,
  toHex,
  type LogDraft,
  type LogEvent,
  type LogHead,
} from '../../fair-draw/index.js';
import type { Reader, Transaction } from '../../platform/index.js';
import { fairdrawId } from './raffle-view.js';

const EVENTS_A_STATEMENT = 1_000;

interface UnchainedEvent {
  readonly id: string;
  readonly event: LogEvent;
  readonly at: string;
  readonly data: object;
}

/**
 * Gives every event of the raffle its place in the hash log (fair-draw B10) and returns the log's head; undefined if it is empty.
 * Waits for whoever chains the same raffle. With the raffle locked alone (`lockRaffle`), the head covers every sale.
 */
export async function chainAll(tx: Transaction, raffleId: string): Promise<LogHead | undefined> {
  await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 11))', [raffleId]);
  let head = await headOf(tx, raffleId);
  for (;;) {
    const events = await unchained(tx, raffleId);
    head = await chain(tx, raffleId, head, events);
    if (events.length < EVENTS_A_STATEMENT) return head;
  }
}

/** The raffles with events that wait for their place. */
export async function rafflesToChain(reader: Reader): Promise<string[]> {
  const rows = await reader.rows<{ raffleId: string }>(
    'select distinct raffle_id as "raffleId" from raffle_event where seq is null order by 1',
  );
  return rows.map(({ raffleId }) => raffleId);
}

async function headOf(tx: Transaction, raffleId: string): Promise<LogHead | undefined> {
  const row = await tx.first<{ seq: number; hash: Buffer }>(
    'select seq, hash from raffle_event where raffle_id = $1 and seq is not null order by seq desc limit 1',
    [raffleId],
  );
  return row === null ? undefined : { seq: row.seq, hash: toHex(row.hash) };
}

async function unchained(tx: Transaction, raffleId: string): Promise<UnchainedEvent[]> {
  return tx.rows<UnchainedEvent>(
    `select id, event, data, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
     from raffle_event where raffle_id = $1 and seq is null order by id limit $2`,
    [raffleId, EVENTS_A_STATEMENT],
  );
}

async function chain(
  tx: Transaction,
  raffleId: string,
  head: LogHead | undefined,
  events: readonly UnchainedEvent[],
): Promise<LogHead | undefined> {
  const heads: LogHead[] = [];
  for (const { event, at, data } of events) {
    const draft: LogDraft = { raffle_id: fairdrawId(raffleId), at, event, data };
    heads.push(appendToLog(heads.at(-1) ?? head, draft).head);
  }
  await tx.run(
    `update raffle_event e set seq = c.seq, hash = c.hash
     from unnest($1::bigint[], $2::int[], $3::bytea[]) as c(id, seq, hash) where e.id = c.id`,
    [
      events.map(({ id }) => id),
      heads.map(({ seq }) => seq),
      heads.map(({ hash }) => Buffer.from(fromHex(hash, 32))),
    ],
  );
  return heads.at(-1) ?? head;
}
