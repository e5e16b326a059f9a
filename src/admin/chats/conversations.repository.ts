import { isId } from '../../kernel/index.js';
import type { Reader, Transaction } from '../../platform/index.js';
import type { ConversationDto } from './conversations.dto.js';

/** One person's chat with one of our numbers. */
export interface ChatId {
  readonly channelId: string;
  readonly contactId: string;
}

/** Reads `<channel id>:<contact id>`; null if it is none. */
export function readChatId(text: string): ChatId | null {
  const [channelId = '', contactId = '', ...more] = text.split(':');
  return isId(channelId) && isId(contactId) && more.length === 0 ? { channelId, contactId } : null;
}

const CHATS = `
  select c.channel_id || ':' || c.contact_id as id, c.channel_id as "channelId", c.contact_id as "contactId",
         p.display_name as name, c.with_human_since as "withHumanSince", c.hand_off_reason as reason,
         s.cause as "silentBecause", s.since as "silentSince", s.until as "silentUntil", p.address_book_name as "addressBookName",
         c.last_inbound_at as "lastInboundAt", c.window_ends_at as "windowEndsAt"
  from conversation c join contact p on p.id = c.contact_id
  left join lateral (
    select coalesce(c.bot_silent_cause, 'human') as cause, c.bot_silent_since as since, c.bot_silent_until as until
    where c.bot_silent_since is not null and coalesce(c.bot_silent_until > app_now(), true) and c.with_human_since is null
    union all
    select 'human', c.with_human_since, null where c.with_human_since is not null) s on true`;

/** Chats that wait for a person or are with one, by id; the queue is short. */
export function listWithHuman(
  reader: Reader,
  after: ChatId | null,
  limit: number,
): Promise<ConversationDto[]> {
  return reader.rows<ConversationDto>(
    `${CHATS}
     where s.cause is not null and ($1::uuid is null or (c.channel_id, c.contact_id) > ($1, $2::uuid))
     order by c.channel_id, c.contact_id limit $3`,
    [after?.channelId ?? null, after?.contactId ?? null, limit + 1],
  );
}

export function chatById(reader: Reader, id: ChatId): Promise<ConversationDto | null> {
  return reader.first<ConversationDto>(`${CHATS} where (c.channel_id, c.contact_id) = ($1, $2)`, [
    id.channelId,
    id.contactId,
  ]);
}

/** From here on the bot is silent; false if a person had it already. */
export async function claimChat(tx: Transaction, id: ChatId): Promise<boolean> {
  const changed = await tx.run(
    `update conversation set with_human_since = app_now(), hand_off_reason = 'claimed'
     where (channel_id, contact_id) = ($1, $2) and with_human_since is null`,
    [id.channelId, id.contactId],
  );
  return changed === 1;
}

/** The bot answers again, whoever had the chat; false if it did already. */
export async function releaseChat(tx: Transaction, id: ChatId): Promise<boolean> {
  const changed = await tx.run(
    `update conversation set with_human_since = null, hand_off_reason = null,
       bot_silent_since = null, bot_silent_until = null, bot_silent_cause = null
     where (channel_id, contact_id) = ($1, $2) and (with_human_since is not null or bot_silent_since is not null)`,
    [id.channelId, id.contactId],
  );
  return changed === 1;
}
