import type { Reader } from '../../platform/index.js';
import { endsBy } from '../../whatsapp/index.js';
import type { ChannelDto, ChannelStopDto } from './channels.dto.js';

type Row = Omit<ChannelDto, 'stops'> & { readonly stops: Omit<ChannelStopDto, 'endsBy'>[] };

/** Without token and secrets: those are for the wire only. */
const CHANNELS = `
  select c.id, c.phone_number_id as "phoneNumberId", c.waba_id as "businessAccountId", c.display_phone_number as "displayPhoneNumber",
    (select coalesce(jsonb_agg(jsonb_build_object('cause', s.cause, 'scope', s.scope, 'until', s.until, 'toldAt', s.told_at,
       'confirmedAt', s.confirmed_at) order by s.since, s.cause), '[]') from channel_stop s where s.channel_id = c.id) as stops,
    c.messages_per_second as "messagesPerSecond", c.throughput, p.daily_recipients as "dailyRecipients", c.quality,
    c.name_status as "nameStatus", c.number_status as status, c.review_status as "reviewStatus", c.can_send as "canSend",
    c.meta_says as "metaSays", c.checked_at as "checkedAt", c.check_fault as "checkFault", c.created_at as "createdAt"
  from channel c join portfolio p on p.id = c.portfolio_id`;

export async function listChannels(
  reader: Reader,
  after: string | null,
  limit: number,
): Promise<ChannelDto[]> {
  const rows = await reader.rows<Row & Record<string, unknown>>(
    `${CHANNELS} where $1::uuid is null or c.id > $1 order by c.id limit $2`,
    [after, limit + 1],
  );
  return rows.map(shown);
}

export async function channelById(reader: Reader, id: string): Promise<ChannelDto | null> {
  const row = await reader.first<Row & Record<string, unknown>>(`${CHANNELS} where c.id = $1`, [id]);
  return row && shown(row);
}

function shown(row: Row): ChannelDto {
  const stops = row.stops.map((stop) => {
    const until = stop.until === null ? null : new Date(stop.until);
    return { ...stop, endsBy: endsBy({ cause: stop.cause, until }) };
  });
  return { ...row, stops };
}
