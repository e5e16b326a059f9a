import { appendToLog, toHex, type LogEvent, type LogHead } from '../../fair-draw/index.js';
import type { Reader } from '../../platform/index.js';
import { fairdrawId } from './raffle-view.js';

const PAGE = 1_000;

/** Whether a raffle's public log still is what it was. */
export interface LogCheck {
  readonly entries: number;
  readonly head: LogHead | null;
  /** The first entry whose hash is not what it must be; null: the chain holds. */
  readonly brokenAt: number | null;
  /** Draws whose commitment names a head that is not in the log, by their number. */
  readonly strangeDraws: readonly number[];
}

interface Row {
  readonly seq: number;
  readonly event: LogEvent;
  readonly data: object;
  readonly at: string;
  readonly hash: Buffer;
}

/** Every raffle that has a log. */
export async function rafflesWithLog(reader: Reader): Promise<string[]> {
  const rows = await reader.rows<{ id: string }>(
    'select id from raffle r where exists (select from raffle_event e where e.raffle_id = r.id) order by id',
  );
  return rows.map(({ id }) => id);
}

/** Computes a raffle's whole log anew from what stands in the rows. @param seen called with every head on the way */
export async function checkLog(
  reader: Reader,
  raffleId: string,
  seen: (head: LogHead) => void,
): Promise<LogCheck> {
  const committed = await committedHeads(reader, raffleId);
  let head: LogHead | undefined;
  for (;;) {
    const rows = await page(reader, raffleId, head?.seq ?? -1);
    for (const { seq, event, data, at, hash } of rows) {
      const next = appendToLog(head, { raffle_id: fairdrawId(raffleId), at, event, data }).head;
      if (seq !== next.seq || toHex(hash) !== next.hash)
        return { entries: seq, head: null, brokenAt: next.seq, strangeDraws: [...committed.values()] };
      head = next;
      seen(next);
      committed.delete(next.hash);
    }
    if (rows.length < PAGE)
      return {
        entries: (head?.seq ?? -1) + 1,
        head: head ?? null,
        brokenAt: null,
        strangeDraws: [...committed.values()],
      };
  }
}

function page(reader: Reader, raffleId: string, after: number): Promise<Row[]> {
  return reader.rows<Row & Record<string, unknown>>(
    `select seq, event, data, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, hash
     from raffle_event where raffle_id = $1 and seq > $2 order by seq limit $3`,
    [raffleId, after, PAGE],
  );
}

/** Heads that commitments name, with the number of their draw. */
async function committedHeads(reader: Reader, raffleId: string): Promise<Map<string, number>> {
  const rows = await reader.rows<{ ordinal: number; head: Buffer }>(
    'select ordinal, log_head as head from draw where raffle_id = $1 and commitment is not null and log_head is not null',
    [raffleId],
  );
  return new Map(rows.map(({ ordinal, head }) => [toHex(head), ordinal]));
}
