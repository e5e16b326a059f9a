import { Injectable } from '@nestjs/common';
import type { Reader, Transaction } from '../../platform/index.js';
import type { ChatNotice } from '../../whatsapp/index.js';
import { initialState } from '../state.js';

/** A chat is one contact on one number. */
export interface Chat {
  readonly channelId: string;
  readonly contactId: string;
}

export interface ConversationRow extends Chat {
  /** As stored; `readState` reads it. Null before the first turn. */
  readonly state: unknown;
  /** A person, another app or another handler has the chat: the bot is silent. */
  readonly withHuman: boolean;
}

/** A chat after its turn. */
export interface ConversationChange extends Chat {
  readonly state: object;
  /** Meta's timestamp of the message, if a message it was: the 24-hour window runs from it. */
  readonly inboundAt: Date | null;
  /** A reason puts a person in charge; null leaves it as it is. */
  readonly handOff: string | null;
}

/** Where chats stand. */
@Injectable()
export class Conversations {
  async load(reader: Reader, chats: readonly Chat[]): Promise<Map<string, ConversationRow>> {
    const rows = await reader.rows<{
      channel_id: string;
      contact_id: string;
      state: unknown;
      with_human: boolean;
    }>(
      `select v.channel_id, v.contact_id, v.state, v.with_human_since is not null or v.bot_silent_since is not null and coalesce(v.bot_silent_until > app_now(), true) as with_human
       from unnest($1::uuid[], $2::uuid[]) as c(channel_id, contact_id)
       join conversation v using (channel_id, contact_id)`,
      [chats.map((chat) => chat.channelId), chats.map((chat) => chat.contactId)],
    );
    return new Map(
      rows.map((row) => [
        chatKey({ channelId: row.channel_id, contactId: row.contact_id }),
        { channelId: row.channel_id, contactId: row.contact_id, state: row.state, withHuman: row.with_human },
      ]),
    );
  }

  /** The number each contact last wrote to; news goes there. Contacts who never wrote are left out. */
  async latestChannels(reader: Reader, contactIds: readonly string[]): Promise<Map<string, string>> {
    if (contactIds.length === 0) return new Map();
    const rows = await reader.rows<{ contact_id: string; channel_id: string }>(
      `select distinct on (contact_id) contact_id, channel_id from conversation
       where contact_id = any($1::uuid[]) order by contact_id, last_inbound_at desc nulls last`,
      [[...contactIds]],
    );
    return new Map(rows.map((row) => [row.contact_id, row.channel_id]));
  }

  /** Who has the chat changed, or the person called. */
  async note(tx: Transaction, chat: Chat, notice: ChatNotice): Promise<void> {
    const place = placeOf(chat);
    if (notice.type === 'chat_taken')
      await tx.run(TAKEN, [...place, notice.cause, notice.at, SILENT_AFTER_OTHERS]);
    else if (notice.type === 'called') await this.heard(tx, chat, new Date(notice.at));
    else await tx.run(PASSED, [chat.channelId, chat.contactId, notice.escalated]);
  }

  /** The person called, or wrote what nobody answers: the 24-hour window runs from it. */
  async heard(tx: Transaction, chat: Chat, at: Date): Promise<void> {
    await tx.run(HEARD, [...placeOf(chat), at]);
  }

  async save(tx: Transaction, changes: readonly ConversationChange[]): Promise<void> {
    if (changes.length === 0) return;
    await tx.run(
      `insert into conversation as v (channel_id, contact_id, state, last_inbound_at, window_ends_at, with_human_since, hand_off_reason)
       select channel_id, contact_id, state::jsonb, inbound_at, inbound_at + interval '24 hours',
              case when hand_off is not null then app_now() end, hand_off
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[])
         as c(channel_id, contact_id, state, inbound_at, hand_off)
       on conflict (channel_id, contact_id) do update set
         state = excluded.state,
         last_inbound_at = greatest(v.last_inbound_at, excluded.last_inbound_at),
         window_ends_at = greatest(v.window_ends_at, excluded.window_ends_at),
         with_human_since = coalesce(v.with_human_since, excluded.with_human_since),
         hand_off_reason = coalesce(v.hand_off_reason, excluded.hand_off_reason),
         updated_at = app_now()`,
      [
        changes.map((change) => change.channelId),
        changes.map((change) => change.contactId),
        changes.map((change) => JSON.stringify(change.state)),
        changes.map((change) => change.inboundAt),
        changes.map((change) => change.handOff),
      ],
    );
  }
}

/** The bot stays silent for this long after the last word of a person in the app, of another app or of another handler. */
const SILENT_AFTER_OTHERS = '2 hours';

/**
 * $4 cause, $5 when it was said, $6 how long the bot keeps out. A handover lasts until it is handed back; echoes and standby never
 * shorten a silence, and one told so late that it is over already begins none.
 */
const TAKEN = `
  insert into conversation as v (channel_id, contact_id, state, bot_silent_since, bot_silent_until, bot_silent_cause)
  select $1, $2, $3::jsonb, app_now(), u.until, $4
  from (select case when $4 <> 'handover' then $5::timestamptz + $6::interval end as until) u
  where coalesce(u.until > app_now(), true)
  on conflict (channel_id, contact_id) do update set
    bot_silent_since = case when v.bot_silent_since is null or v.bot_silent_until <= app_now() then excluded.bot_silent_since
      else v.bot_silent_since end,
    bot_silent_cause = case when v.bot_silent_cause = 'handover' then v.bot_silent_cause else excluded.bot_silent_cause end,
    bot_silent_until = case when v.bot_silent_cause = 'handover' then v.bot_silent_until
      when v.bot_silent_since is null or excluded.bot_silent_until is null then excluded.bot_silent_until
      else greatest(v.bot_silent_until, excluded.bot_silent_until) end,
    updated_at = app_now()`;

/** What somebody typed in the app meanwhile keeps the bot out as long as it did; $3: a person is asked to look. */
const PASSED = `
  update conversation set
    bot_silent_since = case when bot_silent_cause = 'echo' then bot_silent_since end,
    bot_silent_until = case when bot_silent_cause = 'echo' then bot_silent_until end,
    bot_silent_cause = case when bot_silent_cause = 'echo' then bot_silent_cause end,
    with_human_since = case when $3 then coalesce(with_human_since, app_now()) else with_human_since end,
    hand_off_reason = case when $3 then coalesce(hand_off_reason, 'handed over') else hand_off_reason end,
    updated_at = app_now()
  where channel_id = $1 and contact_id = $2`;

const HEARD = `
  insert into conversation as v (channel_id, contact_id, state, last_inbound_at, window_ends_at)
  values ($1, $2, $3::jsonb, $4::timestamptz, $4::timestamptz + interval '24 hours')
  on conflict (channel_id, contact_id) do update set
    last_inbound_at = greatest(v.last_inbound_at, excluded.last_inbound_at),
    window_ends_at = greatest(v.window_ends_at, excluded.window_ends_at), updated_at = app_now()`;

function placeOf({ channelId, contactId }: Chat): string[] {
  return [channelId, contactId, JSON.stringify(initialState)];
}

export function chatKey(chat: Chat): string {
  return `${chat.channelId}/${chat.contactId}`;
}
