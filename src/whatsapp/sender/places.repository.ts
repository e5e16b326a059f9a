import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/index.js';
import { BOOK_AGAIN, RECEIVED } from './rate-sql.js';

/** Places in a number's rate, from ms after now on. */
export interface BookedPlaces {
  readonly firstMs: number;
  readonly intervalMs: number;
}

/** The account of a number's rate, shared by all nodes. */
@Injectable()
export class Places {
  /** Places for messages that missed theirs. Null: no such channel. */
  async book(tx: Transaction, channelId: string, count: number): Promise<BookedPlaces | null> {
    const row = await tx.first<{ first_ms: number; interval_ms: number }>(BOOK_AGAIN, [channelId, count]);
    return row === null ? null : { firstMs: row.first_ms, intervalMs: row.interval_ms };
  }

  /** Received messages count like sent ones. @param counts messages by channel id, since they were last told */
  async received(tx: Transaction, counts: ReadonlyMap<string, number>): Promise<void> {
    if (counts.size > 0) await tx.run(RECEIVED, [[...counts.keys()], [...counts.values()]]);
  }
}
