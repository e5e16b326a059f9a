import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/index.js';
import { BOOK_AGAIN, COUNTED_ELSEWHERE } from './rate-sql.js';

/** Places in a number's rate, from ms after now on. */
export interface BookedPlaces {
  readonly firstMs: number;
  readonly intervalMs: number;
}

/** What a number's rate was spent on besides sends. */
export interface Counted {
  readonly received: number;
  /** Read marks: a burst of them is our own doing, so nothing is kept free for the next. */
  readonly marked: number;
}

/** The account of a number's rate, shared by all nodes. */
@Injectable()
export class Places {
  /** Places for messages that missed theirs. Null: no such channel. */
  async book(tx: Transaction, channelId: string, count: number): Promise<BookedPlaces | null> {
    const row = await tx.first<{ first_ms: number; interval_ms: number }>(BOOK_AGAIN, [channelId, count]);
    return row === null ? null : { firstMs: row.first_ms, intervalMs: row.interval_ms };
  }

  /** Received messages count like sent ones, and read marks may. @param counts by channel id, since they were last told */
  async counted(tx: Transaction, counts: ReadonlyMap<string, Counted>): Promise<void> {
    if (counts.size === 0) return;
    const all = [...counts.values()];
    await tx.run(COUNTED_ELSEWHERE, [
      [...counts.keys()],
      all.map(({ received }) => received),
      all.map(({ marked }) => marked),
    ]);
  }
}
