import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/index.js';

/**
 * Which word of Meta is the newest. Retries come days late and in any order, so state is set, never counted, and only by what was
 * told after everything known.
 */
@Injectable()
export class Told {
  /**
   * Takes note of the time of an event. `stale`: something newer is known, change nothing · `tie`: told in the same second as the
   * last one, so nobody knows which of the two holds: read the state back · `newest`: act on it.
   * @param subject channel id, `waba:<id>` or `waba:<id>/<template>/<language>` · @param at `entry.time`; without it an event counts as told now
   */
  async note(
    tx: Transaction,
    subject: string,
    aspect: string,
    at: Date,
  ): Promise<'newest' | 'tie' | 'stale'> {
    const row = await tx.first<{ before: Date | null }>(NOTE, [subject, aspect, at]);
    if (row === null || row.before === null || row.before < at) return 'newest';
    return row.before.getTime() === at.getTime() ? 'tie' : 'stale';
  }
}

/** The whole second of one of our times: Meta's, which it is held against, have no more. */
export function secondOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000);
}

/** The row is locked by the insert or by the select, so two notes of one aspect come one after the other. */
const NOTE = `
  with before as (
    select at from told where subject = $1 and aspect = $2 for update),
  noted as (
    insert into told as t (subject, aspect, at) values ($1, $2, $3)
    on conflict (subject, aspect) do update set at = greatest(t.at, excluded.at))
  select (select at from before) as before`;
