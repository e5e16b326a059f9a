import { Injectable } from '@nestjs/common';
import type { Reader } from '../../platform/index.js';
import { IDLE_PLACES } from '../sender/rate-sql.js';

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
}
