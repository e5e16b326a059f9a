import { DASHBOARD_TEST, type Reader, type Transaction } from '../../platform/index.js';
import { payloadOf } from './payload.js';
import type { EVENT_KINDS, EVENT_STATES } from './webhook-events.dto.js';

export interface WebhookEvent {
  readonly id: string;
  readonly field: string | null;
  readonly kind: (typeof EVENT_KINDS)[number];
  readonly type: string | null;
  readonly channel: string | null;
  readonly contact: string | null;
  readonly state: (typeof EVENT_STATES)[number];
  readonly seen: number;
  readonly test: boolean;
  readonly tries: number;
  readonly fault: string | null;
  readonly received: Date;
  readonly done: Date | null;
  readonly payload: unknown;
}

interface EventRow extends Omit<WebhookEvent, 'payload' | 'test'> {
  readonly delivery: string | null;
  readonly entry: number | null;
  readonly change: number | null;
  readonly item: number | null;
}

/** A page ends early beyond this many characters of payload: one delivery may be 3 MB. */
const PAGE_CHARACTERS = 8_000_000;

const EVENTS = `
  select i.id, i.field, i.kind, i.type, i.channel_id as channel, i.contact_id as contact, i.state, coalesce(k.seen, 1) as seen,
         i.tries, i.fault, i.received_at as received, i.done_at as done,
         i.delivery_id as delivery, i.entry_index as entry, i.change_index as change, i.item_index as item
  from inbox i left join inbox_key k on k.key = i.key`;

/** Stored updates, newest first; news between our own rooms is not among them. `more`: others follow the last one. */
export async function listEvents(
  reader: Reader,
  filter: {
    state: string | null;
    kind: string | null;
    field: string | null;
    after: string | null;
    limit: number;
  },
): Promise<{ events: WebhookEvent[]; more: boolean }> {
  const rows = await reader.rows<EventRow>(
    `${EVENTS}
     where i.kind <> 'news' and ($1::text is null or i.state = $1) and ($2::text is null or i.kind = $2)
       and ($3::text is null or i.field = $3) and ($4::bigint is null or i.id < $4)
     order by i.id desc limit $5`,
    [filter.state, filter.kind, filter.field, filter.after, filter.limit + 1],
  );
  const events = await withPayloads(reader, rows.slice(0, filter.limit));
  return { events, more: rows.length > events.length };
}

export async function eventById(reader: Reader, id: string): Promise<WebhookEvent | null> {
  const rows = await reader.rows<EventRow>(`${EVENTS} where i.id = $1 and i.kind <> 'news'`, [id]);
  return (await withPayloads(reader, rows))[0] ?? null;
}

/** A parked (or skipped) update is tried again from the start; false if it is neither. */
export async function replayEvent(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.rows<{ lane_id: string | null }>(
    `update inbox set state = 'pending', tries = 0, not_before = null, fault = null, done_at = null
     where id = $1 and state in ('parked', 'skipped') and kind <> 'news' returning lane_id`,
    [id],
  );
  const lane = rows[0]?.lane_id ?? null;
  if (lane !== null) await tx.run('insert into inbox_wakeup (lane_id) values ($1)', [lane]);
  return rows.length === 1;
}

/** A parked update is given up for good; false if it is not parked. */
export async function skipEvent(tx: Transaction, id: string): Promise<boolean> {
  const changed = await tx.run(
    `update inbox set state = 'skipped', done_at = app_now() where id = $1 and state = 'parked' and kind <> 'news'`,
    [id],
  );
  return changed === 1;
}

/** Bodies are read one at a time; rows of one delivery follow each other. */
async function withPayloads(reader: Reader, rows: readonly EventRow[]): Promise<WebhookEvent[]> {
  const events: WebhookEvent[] = [];
  let left = PAGE_CHARACTERS;
  let held: { delivery: string; body: Buffer } | null = null;
  for (const { delivery, entry, change, item, ...row } of rows) {
    if (delivery !== null && held?.delivery !== delivery) held = await bodyOf(reader, delivery);
    const part =
      delivery === null || held === null
        ? null
        : payloadOf(held.body, { kind: row.kind, entry, change, item });
    left -= part?.size ?? 0;
    if (left < 0 && events.length > 0) break;
    events.push({ ...row, test: row.fault === DASHBOARD_TEST, payload: part?.payload ?? null });
  }
  return events;
}

async function bodyOf(reader: Reader, delivery: string): Promise<{ delivery: string; body: Buffer } | null> {
  const row = await reader.first<{ body: Buffer }>('select body from webhook_delivery where id = $1', [
    delivery,
  ]);
  return row && { delivery, body: row.body };
}
