import { Injectable } from '@nestjs/common';
import type { Reader, Transaction } from '../../platform/index.js';

/** Messages put aside because of a template. */
@Injectable()
export class WaitingSends {
  /** Those of the templates that anything waits for, in order. */
  async names(reader: Reader, wabaId: string, names: readonly string[]): Promise<string[]> {
    if (names.length === 0) return [];
    const rows = await reader.rows<{ name: string }>(NAMES, [wabaId, [...names]]);
    return rows.map(({ name }) => name);
  }

  /** Lets up to `limit` of them go on; the sender judges each anew. @returns how many */
  resume(tx: Transaction, wabaId: string, name: string, limit: number): Promise<number> {
    return tx
      .first<{ resumed: string }>(RESUME, [wabaId, name, limit])
      .then((row) => Number(row?.resumed ?? 0));
  }
}

/** Of messages outside their chat's order, or parked, that a template kept back. */
const AWAITS = `((o.state = 'waiting' and o.reason = 'template_paused') or (o.state = 'parked' and o.reason = 'needs_template'))`;

const NAMES = `
  select n.name from unnest($2::text[]) as n(name)
  where exists (
    select from outbox o
    where coalesce(o.template ->> 'name', o.content ->> 'name') = n.name and ${AWAITS}
      and o.channel_id in (select id from channel where waba_id = $1))
  order by n.name`;

/** Chats are woken with the priority of what goes on in them. */
const RESUME = `
  with waiting as (
    select o.seq from outbox o
    where coalesce(o.template ->> 'name', o.content ->> 'name') = $2
      and o.channel_id in (select id from channel where waba_id = $1)
      and ${AWAITS}
    order by o.seq limit $3 for no key update of o skip locked),
  resumed as (
    update outbox o set state = 'pending', reason = null, due_at = null, settled_at = null
    from waiting where o.seq = waiting.seq
    returning o.contact_id, o.channel_id, o.priority),
  woken as (
    insert into outbox_wakeup (lane_id, channel_id, priority)
    select contact_id, channel_id, min(priority) from resumed group by 1, 2)
  select count(*) as resumed from resumed`;
