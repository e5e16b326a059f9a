import { Injectable } from '@nestjs/common';
import type { Reader, Transaction } from '../../platform/index.js';
import type { ChannelStop, HeldStop } from './channel-stop.js';

export type { ChannelStop, StopScope } from './channel-stop.js';

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
    const lifted = await tx.run('delete from channel_stop where channel_id = $1 and cause = $2', [
      channelId,
      cause,
    ]);
    return lifted > 0;
  }

  /** Lifts all of them, whatever Meta says. @returns the causes that were there */
  async liftAll(tx: Transaction, channelId: string): Promise<string[]> {
    const rows = await tx.rows<{ cause: string }>(
      'delete from channel_stop where channel_id = $1 returning cause',
      [channelId],
    );
    return rows.map(({ cause }) => cause);
  }

  /** Meta says that what stopped the number is over: the read-back that follows lifts it. */
  async letEnd(tx: Transaction, channelId: string, cause: string): Promise<void> {
    await tx.run('update channel_stop set until = app_now() where channel_id = $1 and cause = $2', [
      channelId,
      cause,
    ]);
  }

  /** A person says that the number may go on, whatever stopped it. @returns the causes there are */
  async confirm(tx: Transaction, channelId: string, userId: string): Promise<string[]> {
    const rows = await tx.rows<{ cause: string }>(CONFIRM, [channelId, userId]);
    return rows.map(({ cause }) => cause);
  }

  /** Meta answered a read-back: what a person said before counts no longer. */
  async forgetConfirmed(tx: Transaction, channelId: string, before: Date): Promise<void> {
    await tx.run(
      `update channel_stop set confirmed_at = null, confirmed_by = null where channel_id = $1 and confirmed_at <= $2`,
      [channelId, before],
    );
  }

  /** What we found out by failing, a dead token above all, may be over; what Meta told is not ours to lift. */
  async liftFoundOut(tx: Transaction, channelId: string): Promise<void> {
    await tx.run('delete from channel_stop where channel_id = $1 and told_at is null', [channelId]);
  }

  of(reader: Reader, channelId: string): Promise<HeldStop[]> {
    return reader.rows<HeldStop & Record<string, unknown>>(
      `select cause, scope, until, told_at as "toldAt", since, confirmed_at as "confirmedAt"
       from channel_stop where channel_id = $1 order by since, cause`,
      [channelId],
    );
  }
}

const CONFIRM = `
  update channel_stop set confirmed_at = app_now(), confirmed_by = $2 where channel_id = $1 returning cause`;

const STOP = `
  insert into channel_stop as s (channel_id, cause, scope, until, told_at) values ($1, $2, $3, $4, $5)
  on conflict (channel_id, cause) do update set scope = excluded.scope, until = excluded.until, told_at = excluded.told_at,
    confirmed_at = null, confirmed_by = null
  returning xmax = 0 as fresh`;
