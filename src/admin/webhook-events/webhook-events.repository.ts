import { DASHBOARD_TEST, type Reader, type Transaction } from '../../platform/index.js';
import { samePerson } from '../contacts/contacts.reader.js';
import type { Sight } from '../access/sight.js';
import { payloadOf } from './payload.js';
import { hiddenWamid, redact } from './redact.js';
import type { WebhookEventDto as WebhookEvent } from './webhook-events.dto.js';

interface EventRow extends Omit<WebhookEvent, 'payload' | 'note' | 'test'> {
  readonly delivery: string | null;
  readonly entry: number | null;
  readonly change: number | null;
  readonly item: number | null;
}

/** Null: no matter which. */
export interface EventFilter {
  readonly state: string | null;
  readonly kind: string | null;
  readonly field: string | null;
  readonly type: string | null;
  readonly wamid: string | null;
  readonly channel: string | null;
  readonly contact: string | null;
  readonly from: Date | null;
  readonly before: Date | null;
  readonly test: boolean | null;
  readonly after: string | null;
  readonly limit: number;
}

/** A page ends early beyond this many characters of payload: one delivery may be 3 MB. */
const PAGE_CHARACTERS = 8_000_000;

const COLUMNS = `
  i.id, i.field, i.kind, i.type, i.wamid, i.channel_id as channel, i.contact_id as contact, i.state, i.tries, i.fault,
  i.meta_at as "sent", i.received_at as received, i.done_at as done, i.decision,
  i.delivery_id as delivery, i.entry_index as entry, i.change_index as change, i.item_index as item`;

const seenOf = (events: string): string =>
  `select e.*, coalesce(k.seen, 1) as seen from (${events}) e left join inbox_key k on k.key = e.key order by e.id desc`;

/** Stored updates, newest first; news between our own rooms is not among them. `more`: others follow the last one. */
export async function listEvents(
  tx: Transaction,
  filter: EventFilter,
  sight: Sight,
): Promise<{ events: WebhookEvent[]; more: boolean }> {
  const contacts = filter.contact === null ? null : await samePerson(tx, filter.contact);
  await tx.run(FRESH_PLAN);
  const rows = await tx.rows<EventRow>(LIST, [
    filter.state,
    filter.kind,
    filter.field,
    filter.type,
    filter.wamid,
    filter.channel,
    contacts,
    filter.from,
    filter.before,
    filter.test,
    filter.after,
    filter.limit + 1,
    DASHBOARD_TEST,
  ]);
  const events = await withPayloads(tx, rows.slice(0, filter.limit), sight);
  return { events, more: rows.length > events.length };
}

/** The list is planned with its values each time: what is not asked for vanishes, what is asked for finds its index. */
const FRESH_PLAN = 'set local plan_cache_mode = force_custom_plan';

const LIST = seenOf(`
  select ${COLUMNS}, i.key from inbox i
  where i.kind <> 'news' and ($1::text is null or i.state = $1) and ($2::text is null or i.kind = $2)
    and ($3::text is null or i.field = $3) and ($4::text is null or i.type = $4) and ($5::text is null or i.wamid = $5)
    and ($6::uuid is null or i.channel_id = $6) and ($7::uuid[] is null or i.contact_id = any($7))
    and ($8::timestamptz is null or i.received_at >= $8) and ($9::timestamptz is null or i.received_at < $9)
    and ($10::boolean is null or (i.state = 'ignored' and i.fault = $13) = $10)
    and ($11::bigint is null or i.id < $11)
  order by i.id desc limit $12`);

export async function eventById(reader: Reader, id: string, sight: Sight): Promise<WebhookEvent | null> {
  const rows = await reader.rows<EventRow>(
    seenOf(`select ${COLUMNS}, i.key from inbox i where i.id = $1 and i.kind <> 'news'`),
    [id],
  );
  return (await withPayloads(reader, rows, sight))[0] ?? null;
}

/** Bodies are read one at a time; rows of one delivery follow each other. */
async function withPayloads(
  reader: Reader,
  rows: readonly EventRow[],
  sight: Sight,
): Promise<WebhookEvent[]> {
  const events: WebhookEvent[] = [];
  let left = PAGE_CHARACTERS;
  let held: { delivery: string; body: Buffer } | null = null;
  for (const row of rows) {
    if (row.delivery !== null && held?.delivery !== row.delivery) held = await bodyOf(reader, row.delivery);
    const part = row.delivery === null || held === null ? null : payloadOf(held.body, row);
    left -= part?.size ?? 0;
    if (left < 0 && events.length > 0) break;
    events.push(shown(row, part === null ? undefined : part.payload, sight));
  }
  return events;
}

async function bodyOf(reader: Reader, delivery: string): Promise<{ delivery: string; body: Buffer } | null> {
  const row = await reader.first<{ body: Buffer }>('select body from webhook_delivery where id = $1', [
    delivery,
  ]);
  return row && { delivery, body: row.body };
}

/** @param payload undefined where the body is gone */
function shown(row: EventRow, payload: unknown, sight: Sight): WebhookEvent {
  const {
    id,
    field,
    kind,
    type,
    channel,
    contact,
    state,
    seen,
    tries,
    fault,
    sent,
    received,
    done,
    decision,
  } = row;
  const test = state === 'ignored' && fault === DASHBOARD_TEST;
  const wamid = row.wamid === null || sight.people || sight.bodies ? row.wamid : hiddenWamid(row.wamid);
  return {
    id,
    field,
    kind,
    type,
    wamid,
    channel,
    contact,
    state,
    seen,
    tries,
    fault,
    sent,
    received,
    done,
    decision,
    test,
    note: noteOn({ test, seen, gone: payload === undefined, whole: sight.bodies }),
    payload: payload === undefined ? null : sight.bodies ? payload : redact(payload),
  };
}

function noteOn(event: { test: boolean; seen: number; gone: boolean; whole: boolean }): string | null {
  const notes = [
    event.test && `Test received × ${event.seen}.`,
    event.gone && 'What Meta sent is no longer kept (RETENTION_BODIES_DAYS).',
    !event.gone && !event.whole && 'People are hidden: the scope "admin" sees what Meta sent.',
  ].filter((note) => note !== false);
  return notes.length === 0 ? null : notes.join(' ');
}
