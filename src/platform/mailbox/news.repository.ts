import type { Transaction } from '../database/index.js';

/** Something a trade room has to tell a buyer; `type` is one of the conversation's news types. */
export interface NewsItem {
  readonly contactId: string;
  readonly news: { readonly type: string };
}

/**
 * Puts news into the contacts' own mailboxes, where they share one order with messages. Never waits for whoever holds a lane:
 * it inserts rows and wake-ups only. A contact merged into another gets its news there.
 */
export async function putNews(tx: Transaction, items: readonly NewsItem[]): Promise<void> {
  if (items.length === 0) return;
  await tx.run(
    `with item as (
       select coalesce(c.merged_into, c.id) as contact_id, n.news, n.position
       from unnest($1::uuid[], $2::text[]) with ordinality as n(contact_id, news, position)
       join contact c on c.id = n.contact_id),
     row as (
       insert into inbox (kind, lane_id, contact_id, type, news)
       select 'news', contact_id, contact_id, news::jsonb ->> 'type', news::jsonb from item order by position
       returning lane_id)
     insert into inbox_wakeup (lane_id) select distinct lane_id from row`,
    [items.map((item) => item.contactId), items.map((item) => JSON.stringify(item.news))],
  );
}
