import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/index.js';
import type { MessageCategory } from '../message/priority.js';
import { CHAT_URGENCY } from './send-queue-sql.js';

/** Messages that are said as a template, or are to be. */
@Injectable()
export class TemplateSends {
  /** What Meta takes them for, as they are said now. */
  async setCategories(
    tx: Transaction,
    messages: readonly { readonly seq: string; readonly category: MessageCategory }[],
  ): Promise<void> {
    if (messages.length === 0) return;
    await tx.run(
      `update outbox o set category = m.category from unnest($1::bigint[], $2::text[]) as m(seq, category) where o.seq = m.seq`,
      [messages.map(({ seq }) => seq), messages.map(({ category }) => category)],
    );
  }

  /** Meta said that the window is closed (131047): those that can be said as a template are tried so, once. @returns their ids */
  async retryAsTemplate(tx: Transaction, ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows = await tx.rows<{ id: string }>(RETRY, [ids]);
    return new Set(rows.map(({ id }) => id));
  }
}

/** Late statuses of the try that failed are known by its wamid. */
const RETRY = `
  with again as (
    update outbox o set state = 'pending', outside_window = true, rank = 0, reason = null, error_code = null, due_at = null,
      settled_at = null, accepted_at = null, earlier_wamid = o.wamid, wamid = null
    where o.id = any($1::uuid[]) and o.template is not null and not o.outside_window and o.state in ('failed', 'parked')
    returning o.id, o.contact_id as lane_id, o.channel_id, o.priority),
  woken as (
    insert into outbox_wakeup (lane_id, channel_id, priority)
    select x.lane_id, x.channel_id, least(min(x.priority), coalesce(min(${CHAT_URGENCY}), 7)) from again x group by 1, 2)
  select id from again`;
