import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/index.js';
import type { Update } from './update.js';

/** An update with what routing found out about it. */
export interface InboxDraft {
  /** Position of its request in the group. */
  readonly request: number;
  readonly update: Update;
  readonly state: 'pending' | 'ignored' | 'unreadable';
  /** Why it is ignored. */
  readonly fault: string | null;
  readonly channelId: string | null;
  readonly contactId: string | null;
  readonly laneId: string | null;
}

/** Writes a group of deliveries in one statement. */
@Injectable()
export class IngestRepository {
  /** Keys first, sorted, so that two groups with the same updates wait for each other in one order instead of deadlocking. */
  async insert(tx: Transaction, bodies: readonly Buffer[], drafts: readonly InboxDraft[]): Promise<void> {
    const { firsts, seen } = foldRepeats(drafts);
    await tx.run(INGEST, [
      [...bodies],
      firsts.map((draft) => draft.request),
      firsts.map((draft) => draft.update.key),
      seen,
      firsts.map((draft) => draft.update.kind),
      firsts.map((draft) => draft.state),
      firsts.map((draft) => draft.laneId),
      firsts.map((draft) => draft.update.entry),
      firsts.map((draft) => draft.update.change),
      firsts.map((draft) => draft.update.item),
      firsts.map((draft) => draft.update.field),
      firsts.map((draft) => draft.channelId),
      firsts.map((draft) => draft.contactId),
      firsts.map((draft) => draft.update.type),
      firsts.map((draft) => draft.update.wamid),
      firsts.map((draft) => draft.update.callbackId),
      firsts.map((draft) => draft.update.errorCode),
      firsts.map((draft) => draft.update.pricing?.model ?? null),
      firsts.map((draft) => draft.update.pricing?.type ?? null),
      firsts.map((draft) => draft.update.pricing?.category ?? null),
      firsts.map((draft) => draft.update.metaAt),
      firsts.map((draft) => draft.fault),
    ]);
  }
}

/** One statement cannot meet a key twice: repeats inside the group only raise the count of the first. */
function foldRepeats(drafts: readonly InboxDraft[]): { firsts: InboxDraft[]; seen: number[] } {
  const places = new Map<string, number>();
  const firsts: InboxDraft[] = [];
  const seen: number[] = [];
  for (const draft of drafts) {
    const key = draft.update.key.toString('latin1');
    const place = places.get(key);
    if (place !== undefined) {
      seen[place] = (seen[place] ?? 0) + 1;
      continue;
    }
    places.set(key, firsts.length);
    firsts.push(draft);
    seen.push(1);
  }
  return { firsts, seen };
}

/** A repeat of an update already known raises `seen` and stores nothing else; a body is stored once, and only for new updates. */
const INGEST = `
  with item as (
    select * from unnest($2::int[], $3::bytea[], $4::int[], $5::text[], $6::text[], $7::uuid[], $8::int[], $9::int[], $10::int[],
      $11::text[], $12::uuid[], $13::uuid[], $14::text[], $15::text[], $16::uuid[], $17::int[], $18::text[], $19::text[], $20::text[],
      $21::timestamptz[], $22::text[])
    with ordinality as i(request, key, seen, kind, state, lane_id, entry_index, change_index, item_index,
      field, channel_id, contact_id, type, wamid, callback_id, error_code, pricing_model, pricing_type, pricing_category,
      meta_at, fault, n)),
  known as (
    insert into inbox_key as k (key, seen) select key, seen from item order by key
    on conflict (key) do update set seen = k.seen + excluded.seen
    returning k.key, xmax = 0 as fresh),
  fresh as (
    select item.* from item join known using (key) where known.fresh),
  wanted as (
    select request, row_number() over (order by request) as nth from (select distinct request from fresh) r),
  stored as (
    insert into webhook_delivery (body)
    select b.body from unnest($1::bytea[]) with ordinality as b(body, n) join wanted w on w.request = b.n - 1 order by w.nth
    returning id),
  delivery as (
    select id, row_number() over (order by id) as nth from stored),
  row as (
    insert into inbox (kind, state, lane_id, delivery_id, entry_index, change_index, item_index, key, field, channel_id, contact_id,
      type, wamid, callback_id, error_code, pricing_model, pricing_type, pricing_category, billable_category, meta_at, fault)
    select f.kind, f.state, f.lane_id, d.id, f.entry_index, f.change_index, f.item_index, f.key, f.field, f.channel_id, f.contact_id,
      f.type, f.wamid, f.callback_id, f.error_code, f.pricing_model, f.pricing_type, f.pricing_category,
      case when f.pricing_type not like 'free\\_%' then f.pricing_category end, f.meta_at, f.fault
    from fresh f join wanted w using (request) join delivery d using (nth) order by f.n
    returning lane_id, state)
  insert into inbox_wakeup (lane_id) select distinct lane_id from row where lane_id is not null and state = 'pending'
`;
