import { Injectable } from '@nestjs/common';
import type { Reader, Transaction } from '../../platform/index.js';

/** What may not leave: all of it, any template, utility templates, marketing templates. */
export type StopScope = 'everything' | 'templates' | 'utility' | 'marketing';

/** One reason why a number may not send. */
export interface ChannelStop {
  readonly cause: string;
  readonly scope: StopScope;
  /** Not before then is Meta asked whether it is over; null: until Meta says so or a person lifts it. */
  readonly until: Date | null;
  /** Meta's time of the event; null where we found it out ourselves. */
  readonly toldAt: Date | null;
}

/** Reasons why numbers may not send, one per cause: set, not counted. */
@Injectable()
export class ChannelStops {
  /** @returns true where this cause is new */
  async stop(
    tx: Transaction,
    channelId: string,
    { cause, scope, until, toldAt }: ChannelStop,
  ): Promise<boolean> {
    const row = await tx.first<{ fresh: boolean }>(STOP, [channelId, cause, scope, until, toldAt]);
    return row?.fresh ?? false;
  }

  /** @returns true where there was such a stop; what waited goes on */
  async lift(tx: Transaction, channelId: string, cause: string): Promise<boolean> {
    return (
      (await tx.run('delete from channel_stop where channel_id = $1 and cause = $2', [channelId, cause])) > 0
    );
  }

  /** A person says that the number goes on, whatever stopped it. @returns the causes that were there */
  async liftAll(tx: Transaction, channelId: string): Promise<string[]> {
    const rows = await tx.rows<{ cause: string }>(
      'delete from channel_stop where channel_id = $1 returning cause',
      [channelId],
    );
    return rows.map(({ cause }) => cause);
  }

  /** What we found out by failing, a dead token above all, may be over; what Meta told is not ours to lift. */
  async liftFoundOut(tx: Transaction, channelId: string): Promise<void> {
    await tx.run('delete from channel_stop where channel_id = $1 and told_at is null', [channelId]);
  }

  of(reader: Reader, channelId: string): Promise<ChannelStop[]> {
    return reader.rows(
      `select cause, scope, until, told_at as "toldAt" from channel_stop where channel_id = $1 order by since, cause`,
      [channelId],
    );
  }
}

const STOP = `
  insert into channel_stop as s (channel_id, cause, scope, until, told_at) values ($1, $2, $3, $4, $5)
  on conflict (channel_id, cause) do update set scope = excluded.scope, until = excluded.until, told_at = excluded.told_at
  returning xmax = 0 as fresh`;
