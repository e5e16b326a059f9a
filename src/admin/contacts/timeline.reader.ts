import type { Reader } from '../../platform/index.js';
import type { Sight } from '../access/sight.js';
import { payloadOf } from '../webhook-events/payload.js';
import { hiddenWamid } from '../webhook-events/redact.js';
import type { TimelineEntryDto } from './timeline.dto.js';
import { TIMELINE } from './timeline-sql.js';
import { wordsOfReceived, wordsOfSent } from './words.js';

/** The entry before a page: its time with microseconds, and its key. */
export interface TimelinePlace {
  readonly stamp: string;
  readonly key: string;
}

interface TimelineRow {
  key: string;
  at: Date;
  stamp: string;
  kind: TimelineEntryDto['kind'];
  what: string;
  channel: string | null;
  state: string | null;
  detail: Record<string, unknown>;
  /** Ours: content and template of a message, or what somebody else wrote. */
  content: unknown[] | null;
  delivery: string | null;
  entry: number | null;
  change: number | null;
  item: number | null;
}

const HIDDEN = '•••';

/** One page of what happened to a person, newest first; one entry more than `limit` where there are more. */
export async function timelineOf(
  reader: Reader,
  contacts: readonly string[],
  after: TimelinePlace | null,
  limit: number,
  sight: Sight,
): Promise<{ entry: TimelineEntryDto; place: TimelinePlace }[]> {
  const rows = await reader.rows<TimelineRow & Record<string, unknown>>(TIMELINE, [
    [...contacts],
    after?.stamp ?? null,
    after?.key ?? null,
    limit + 1,
  ]);
  const bodies = await bodiesOf(reader, rows);
  return rows.map((row) => ({ entry: shown(row, bodies, sight), place: { stamp: row.stamp, key: row.key } }));
}

async function bodiesOf(reader: Reader, rows: readonly TimelineRow[]): Promise<Map<string, Buffer>> {
  const ids = [...new Set(rows.flatMap(({ delivery }) => delivery ?? []))];
  if (ids.length === 0) return new Map();
  const bodies = await reader.rows<{ id: string; body: Buffer }>(
    'select id, body from webhook_delivery where id = any($1::bigint[])',
    [ids],
  );
  return new Map(bodies.map(({ id, body }) => [id, body]));
}

function shown(row: TimelineRow, bodies: ReadonlyMap<string, Buffer>, sight: Sight): TimelineEntryDto {
  const { key, at, kind, what, channel, state } = row;
  const { words, gone } = wordsOf(row, bodies);
  return {
    id: key,
    at,
    kind,
    what,
    channel,
    state,
    text: words === null || sight.people ? words : HIDDEN,
    note: gone ? `Its words are no longer kept (${gone}).` : null,
    detail: detailOf(row.detail, sight),
  };
}

/** @returns `gone`: the setting that let the words go */
function wordsOf(
  row: TimelineRow,
  bodies: ReadonlyMap<string, Buffer>,
): { words: string | null; gone: string | null } {
  if (row.kind === 'message_in') {
    const body = row.delivery === null ? undefined : bodies.get(row.delivery);
    if (body === undefined) return { words: null, gone: 'RETENTION_BODIES_DAYS' };
    const { payload } = payloadOf(body, { ...row, kind: 'message' });
    return { words: wordsOfReceived(payload), gone: null };
  }
  const contents = row.content ?? [];
  const words = contents.map(wordsOfSent).find((one) => one !== null) ?? null;
  const pruned = contents.some(
    (one) => typeof one === 'object' && one !== null && 'kind' in one && one.kind === 'pruned',
  );
  return { words, gone: pruned ? 'RETENTION_MESSAGES_DAYS' : null };
}

/** What is not known is left out. */
function detailOf(detail: Record<string, unknown>, { people }: Sight): Record<string, unknown> {
  const known = Object.entries(detail).filter(([, value]) => value !== null);
  return Object.fromEntries(
    known.map(([member, value]) => [
      member,
      member === 'wamid' && !people ? hiddenWamid(String(value)) : value,
    ]),
  );
}
