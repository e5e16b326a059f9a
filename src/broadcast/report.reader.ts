import { Injectable } from '@nestjs/common';
import type { Reader } from '../platform/index.js';
import type { BroadcastReport } from './broadcast.js';

interface StateRow {
  state: string;
  reason: string | null;
  people: string;
  billable: string;
}

type Counts = { -readonly [K in keyof BroadcastReport]: BroadcastReport[K] };

/** Where a broadcast's messages are, from the outbox: one truth for what was sent, whoever asks. */
@Injectable()
export class BroadcastReports {
  async of(reader: Reader, broadcastId: string): Promise<BroadcastReport> {
    const rows = await reader.rows<StateRow>(STATES, [broadcastId]);
    const stopped = await reader.first<{ n: string }>(OPTED_OUT_SINCE, [broadcastId]);
    return summed(rows, Number(stopped?.n ?? 0));
  }
}

/** Adds the rows up. Delivered people are also accepted ones, and read ones delivered. */
export function summed(rows: readonly StateRow[], optedOutSince: number): BroadcastReport {
  const leftOut: Record<string, number> = {};
  const failures: Record<string, number> = {};
  const counts: Counts = {
    recipients: 0,
    waiting: 0,
    unsent: 0,
    accepted: 0,
    delivered: 0,
    read: 0,
    failed: 0,
    leftOut,
    failures,
    optedOutSince,
    billable: 0,
  };
  for (const row of rows) {
    const people = Number(row.people);
    counts.recipients += people;
    counts.billable += Number(row.billable);
    switch (row.state) {
      case 'waiting':
        counts.waiting += people;
        break;
      case 'pending':
      case 'held_back':
      case 'leased':
      case 'unknown':
        counts.unsent += people;
        break;
      case 'left_out':
      case 'dropped':
      case 'parked':
        add(leftOut, row.reason ?? row.state, people);
        break;
      case 'failed':
        counts.failed += people;
        add(failures, row.reason ?? 'unheard_of', people);
        break;
      default:
        counts.accepted += people;
        if (['delivered', 'read', 'played'].includes(row.state)) counts.delivered += people;
        if (['read', 'played'].includes(row.state)) counts.read += people;
    }
  }
  return counts;
}

function add(to: Record<string, number>, key: string, people: number): void {
  to[key] = (to[key] ?? 0) + people;
}

const STATES = `
  select case when r.left_out is not null then 'left_out' when o.id is null then 'waiting'
    when o.state = 'waiting' then 'held_back' else o.state end as state,
    coalesce(r.left_out, o.reason) as reason, count(*) as people, count(o.billable_category) as billable
  from broadcast_recipient r left join outbox o on o.id = r.outbox_id
  where r.broadcast_id = $1 group by 1, 2 order by 1, 2`;

const OPTED_OUT_SINCE = `
  select count(distinct k.contact_id) as n
  from broadcast_recipient r join outbox o on o.id = r.outbox_id join consent k on k.contact_id = r.contact_id
  where r.broadcast_id = $1 and k.kind in ('marketing_withdrawn', 'all_withdrawn') and k.at >= o.created_at`;
