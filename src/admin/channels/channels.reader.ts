import type { Reader } from '../../platform/index.js';
import type { ChannelDto } from './channels.dto.js';

/** Without token and secrets: those are for the wire only. */
const CHANNELS = `
  select id, phone_number_id as "phoneNumberId", waba_id as "businessAccountId", display_phone_number as "displayPhoneNumber",
         (select coalesce(jsonb_agg(jsonb_build_object('cause', s.cause, 'scope', s.scope, 'until', s.until, 'toldAt', s.told_at)
            order by s.since, s.cause), '[]') from channel_stop s where s.channel_id = channel.id) as stops,
         messages_per_second as "messagesPerSecond", created_at as "createdAt"
  from channel`;

export function listChannels(reader: Reader, after: string | null, limit: number): Promise<ChannelDto[]> {
  return reader.rows<ChannelDto>(`${CHANNELS} where $1::uuid is null or id > $1 order by id limit $2`, [
    after,
    limit + 1,
  ]);
}

export function channelById(reader: Reader, id: string): Promise<ChannelDto | null> {
  return reader.first<ChannelDto>(`${CHANNELS} where id = $1`, [id]);
}
