import type { LogEvent } from '../../fair-draw/index.js';
import type { Transaction } from '../../platform/index.js';

/** Something the raffle's public log will show. `data` holds numbers, hashes and amounts, never a person (fair-draw B10). */
export interface RaffleEvent {
  readonly raffleId: string;
  readonly event: LogEvent;
  readonly data: object;
}

/** Writes events, not yet chained: a sale waits for no other sale's event. The sequencer chains them within a second. */
export async function logEvents(tx: Transaction, events: readonly RaffleEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.run(
    `insert into raffle_event (raffle_id, event, data)
     select raffle_id, event, data::jsonb
     from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality as e(raffle_id, event, data, position)
     order by position`,
    [
      events.map(({ raffleId }) => raffleId),
      events.map(({ event }) => event),
      events.map(({ data }) => JSON.stringify(data)),
    ],
  );
}
