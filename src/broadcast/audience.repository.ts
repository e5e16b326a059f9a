import { Injectable } from '@nestjs/common';
import type { Reader, Transaction } from '../platform/index.js';
import { WITHHELD } from './withheld.js';
import type { Segment } from './segment.js';

/** A segment counted. */
export interface AudienceCount {
  readonly recipients: number;
  /** Outside the 24-hour window on this number, and not written to outside it in the last 24 hours: each needs one of the day's. */
  readonly outside: number;
}

/** People who asked for offers and may be sent them now. */
@Injectable()
export class Audience {
  async count(reader: Reader, channelId: string, segment: Segment): Promise<AudienceCount> {
    const row = await reader.first<{ recipients: string; outside: string }>(
      COUNT,
      parametersOf(channelId, segment),
    );
    return { recipients: Number(row?.recipients ?? 0), outside: Number(row?.outside ?? 0) };
  }

  /** How many of them a market's prefix has, for the price: the first `length` characters of phone number or user id. */
  async byPrefix(
    reader: Reader,
    channelId: string,
    segment: Segment,
    length: number,
  ): Promise<{ to: string | null; people: number }[]> {
    const rows = await reader.rows<{ to: string | null; people: string }>(BY_PREFIX, [
      ...parametersOf(channelId, segment),
      length,
    ]);
    return rows.map(({ to, people }) => ({ to, people: Number(people) }));
  }

  /** Fixes who gets the broadcast. @returns how many */
  fix(tx: Transaction, broadcastId: string, channelId: string, segment: Segment): Promise<number> {
    return tx.run(FIX, [...parametersOf(channelId, segment), broadcastId]);
  }
}

function parametersOf(channelId: string, segment: Segment): [string, string, string | null] {
  return [channelId, segment.kind, segment.kind === 'everybody' ? null : segment.raffleId];
}

/**
 * $1 channel, $2 kind, $3 raffle. The last word on offers counts, whoever it reached us by; Meta's own "stop" is one of them. People
 * Meta lets rest (131049) are left alone.
 */
const PEOPLE = `
  select c.id from channel h join contact c on c.portfolio_id = h.portfolio_id
  where h.id = $1 and c.merged_into is null and c.opt_out = 'none'
    and (select k.kind from consent k where k.contact_id = c.id and k.kind in ('marketing', 'marketing_withdrawn', 'all_withdrawn')
         order by k.id desc limit 1) = 'marketing'
    and not exists (select from outbox w where w.contact_id = c.id and ${WITHHELD})
    and exists (select from contact_identifier i where i.contact_id = c.id and i.closed_at is null)
    and ($2 = 'everybody' or ($2 = 'bought') = exists (
      select from raffle_order o where o.raffle_id = $3::uuid and o.contact_id = c.id and o.state = 'paid'))`;

const COUNT = `
  with people as (${PEOPLE})
  select count(*) as recipients, count(*) filter (where not exists (
      select from conversation v where v.channel_id = $1 and v.contact_id = p.id and v.window_ends_at > (select app_now()))) as outside
  from people p`;

const BY_PREFIX = `
  with people as (${PEOPLE})
  select left((select i.value from contact_identifier i where i.contact_id = p.id and i.closed_at is null
    order by i.kind = 'wa_id' desc, i.id desc limit 1), $4::int) as to, count(*) as people
  from people p group by 1 order by 1`;

const FIX = `
  insert into broadcast_recipient (broadcast_id, contact_id) select $4::uuid, p.id from (${PEOPLE}) p`;
