import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/index.js';
import type { ItemDecision, Lane, LaneItem } from './lane.js';

/** Wake-ups looked at in one claim: more than this many for held lanes would hide a free one behind them. */
const WAKEUPS_SEEN = 5_000;
const ITEMS_PER_LANE = 10;

interface ItemRow {
  id: string;
  kind: 'message' | 'news' | 'change';
  lane_id: string;
  lane_kind: 'contact' | 'channel';
  field: string | null;
  channel_id: string | null;
  contact_id: string | null;
  type: string | null;
  wamid: string | null;
  meta_at: Date | null;
  received_at: Date;
  tries: number;
  news: unknown;
  delivery_id: string | null;
  entry_index: number | null;
  change_index: number | null;
  item_index: number | null;
  waits: boolean;
}

/**
 * The inbox as its worker sees it. Why no wake-up is lost: wake-ups are only inserted by those who put rows in, in the same
 * transaction; the worker locks the lane, then deletes the wake-ups it can see, then (a later snapshot) reads the rows. A row
 * it does not see was committed after that, and so was its wake-up, which is therefore still there.
 */
@Injectable()
export class InboxRepository {
  /** Locks up to `limit` lanes that have something to do and takes their ready wake-ups away. */
  async claim(tx: Transaction, limit: number): Promise<string[]> {
    const rows = await tx.rows<{ id: string }>(
      `with ready as (
         select lane_id, min(id) as first from (
           select lane_id, id from inbox_wakeup where ready_at <= (select app_now()) order by ready_at, id limit ${WAKEUPS_SEEN}
         ) w group by lane_id)
       select l.id from ready r join inbox_lane l on l.id = r.lane_id
       order by r.first limit $1 for no key update of l skip locked`,
      [limit],
    );
    const lanes = rows.map((row) => row.id);
    if (lanes.length > 0) await this.takeWakeups(tx, lanes);
    return lanes;
  }

  /** Locks this one lane, if nobody holds it. */
  async claimOne(tx: Transaction, laneId: string): Promise<boolean> {
    const row = await tx.first('select id from inbox_lane where id = $1 for no key update skip locked', [
      laneId,
    ]);
    if (row !== null) await this.takeWakeups(tx, [laneId]);
    return row !== null;
  }

  private async takeWakeups(tx: Transaction, lanes: string[]): Promise<void> {
    await tx.run(
      'delete from inbox_wakeup where lane_id = any($1::uuid[]) and ready_at <= (select app_now())',
      [lanes],
    );
  }

  /** What waits in locked lanes, in order. A lane whose first row waits for its next try is left out. */
  async pending(tx: Transaction, lanes: readonly string[]): Promise<Lane[]> {
    const rows = await tx.rows<ItemRow>(
      `select i.id, i.kind, i.lane_id, w.kind as lane_kind, i.field, i.channel_id, i.contact_id, i.type, i.wamid, i.meta_at, i.received_at, i.tries, i.news,
              i.delivery_id, i.entry_index, i.change_index, i.item_index,
              coalesce(i.not_before > (select app_now()), false) as waits
       from unnest($1::uuid[]) with ordinality as l(id, n)
       cross join lateral (
         select * from inbox where lane_id = l.id and state = 'pending' order by id limit ${ITEMS_PER_LANE}) i
       join inbox_lane w on w.id = l.id
       order by l.n, i.id`,
      [[...lanes]],
    );
    const byLane = Map.groupBy(rows, (row) => row.lane_id);
    return [...byLane]
      .filter(([, items]) => items[0]?.waits === false)
      .map(([id, items]) => ({ id, kind: items[0]?.lane_kind ?? 'contact', items: items.map(toItem) }));
  }

  /** What came for a contact while it became part of another goes to that one's lane. */
  async forwardMerged(tx: Transaction, lanes: readonly string[]): Promise<void> {
    await tx.run(
      `with moved as (
         update inbox i set lane_id = c.merged_into, contact_id = c.merged_into from contact c
         where i.lane_id = any($1::uuid[]) and i.state = 'pending' and c.id = i.lane_id and c.merged_into is not null
         returning i.lane_id)
       insert into inbox_wakeup (lane_id) select distinct lane_id from moved`,
      [[...lanes]],
    );
  }

  async finish(
    tx: Transaction,
    handled: readonly string[],
    ignored: readonly string[],
    decisions: readonly ItemDecision[] = [],
  ): Promise<void> {
    if (handled.length + ignored.length === 0) return;
    const ids = [...handled, ...ignored];
    const decided = new Map(decisions.map(({ itemId, decision }) => [itemId, JSON.stringify(decision)]));
    await tx.run(
      `update inbox i set state = case when i.id = any($2::bigint[]) then 'ignored' else 'done' end, done_at = (select app_now()),
         fault = null, decision = d.decision::jsonb
       from unnest($1::bigint[], $3::text[]) as d(id, decision) where i.id = d.id`,
      [ids, [...ignored], ids.map((id) => decided.get(id) ?? null)],
    );
  }

  /** Leaves a wake-up for every lane that still has rows, for when its first row may be tried. */
  async wakeRemaining(tx: Transaction, lanes: readonly string[]): Promise<void> {
    await tx.run(
      `insert into inbox_wakeup (lane_id, ready_at)
       select l.id, coalesce(i.not_before, app_now()) from unnest($1::uuid[]) as l(id)
       cross join lateral (select not_before from inbox where lane_id = l.id and state = 'pending' order by id limit 1) i`,
      [[...lanes]],
    );
  }

  /** The row cannot be worked on yet, through no fault of its own: it waits, and with it its lane. */
  async postpone(tx: Transaction, item: LaneItem, ms: number): Promise<void> {
    await tx.run(
      `update inbox set not_before = app_now() + $2::int * interval '1 millisecond' where id = $1`,
      [item.id, ms],
    );
  }

  /** The row failed: it waits, and with it its lane. */
  async retryLater(tx: Transaction, item: LaneItem, afterSeconds: number, fault: string): Promise<void> {
    await tx.run(
      `update inbox set tries = tries + 1, fault = $3, not_before = app_now() + $2::int * interval '1 second'
       where id = $1 and state = 'pending' and tries = $4`,
      [item.id, afterSeconds, fault, item.tries],
    );
  }

  /** The row is put aside for a person; its lane goes on. @returns false where somebody else handled it meanwhile */
  async park(tx: Transaction, item: LaneItem, fault: string): Promise<boolean> {
    const parked = await tx.run(
      `update inbox set state = 'parked', tries = tries + 1, fault = $2, not_before = null
       where id = $1 and state = 'pending' and tries = $3`,
      [item.id, fault, item.tries],
    );
    return parked > 0;
  }
}

function toItem(row: ItemRow): LaneItem {
  return {
    id: row.id,
    kind: row.kind,
    laneId: row.lane_id,
    channelId: row.channel_id,
    contactId: row.contact_id,
    field: row.field,
    type: row.type,
    wamid: row.wamid,
    metaAt: row.meta_at,
    receivedAt: row.received_at,
    tries: row.tries,
    news: row.news,
    source:
      row.delivery_id === null
        ? null
        : {
            deliveryId: row.delivery_id,
            entry: row.entry_index ?? 0,
            change: row.change_index ?? 0,
            item: row.item_index ?? 0,
          },
  };
}
