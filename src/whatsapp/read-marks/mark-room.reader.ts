import { Injectable } from '@nestjs/common';
import type { Reader, SeenMessage } from '../../platform/index.js';
import { IDLE_PLACES } from '../sender/rate-sql.js';

interface SeenRow {
  readonly id: string;
  readonly channel_id: string;
  readonly contact_id: string;
  readonly wamid: string;
  readonly sent_at: Date;
}

/** What is to be known before a message is marked. Nothing is locked: sends must not wait for it. */
@Injectable()
export class MarkRoom {
  /** Places nobody wants now, by channel; a number that is stopped, held or at its rate is left out. */
  async places(reader: Reader, channelIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await reader.rows<{ id: string; places: number }>(IDLE_PLACES, [[...channelIds]]);
    return new Map(rows.map(({ id, places }) => [id, places]));
  }

  /** Those of the answered inbox rows whose answer has not left. @param contactIds whose they are */
  async unsent(
    reader: Reader,
    contactIds: readonly string[],
    inboxIds: readonly string[],
  ): Promise<Set<string>> {
    if (inboxIds.length === 0) return new Set();
    const rows = await reader.rows<{ inbox_id: string }>(
      `select distinct inbox_id from outbox
       where contact_id = any($1::uuid[]) and state = 'pending' and inbox_id = any($2::bigint[])`,
      [[...contactIds], [...inboxIds]],
    );
    return new Set(rows.map(({ inbox_id }) => inbox_id));
  }

  /** The newest message of a person that stood in the chat when an outgoing one was written; null: none Meta would mark. */
  async before(reader: Reader, outboxId: string): Promise<SeenMessage | null> {
    const row = await reader.first<SeenRow>(
      `select i.id, i.channel_id, i.contact_id, i.wamid, coalesce(i.meta_at, i.received_at) as sent_at
       from outbox o join inbox i on i.contact_id = o.contact_id and i.channel_id = o.channel_id and i.received_at <= o.created_at
       where o.id = $1 and i.kind = 'message' and i.wamid is not null and i.state <> 'ignored'
         and i.type not in ('reaction', 'edit', 'revoke', 'system')
         and i.received_at > app_now() - interval '29 days'
       order by i.id desc limit 1`,
      [outboxId],
    );
    if (row === null) return null;
    const { id, channel_id: channelId, contact_id: contactId, wamid, sent_at: sentAt } = row;
    return { itemId: id, channelId, contactId, wamid, sentAt, answered: false };
  }
}
