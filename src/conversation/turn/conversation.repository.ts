import { Injectable } from '@nestjs/common';
import type { Reader, Transaction } from '../../platform/index.js';

/** A chat is one contact on one number. */
export interface Chat {
  readonly channelId: string;
  readonly contactId: string;
}

export interface ConversationRow extends Chat {
  /** As stored; `readState` reads it. Null before the first turn. */
  readonly state: unknown;
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
      `select v.channel_id, v.contact_id, v.state, v.with_human_since is not null as with_human
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

export function chatKey(chat: Chat): string {
  return `${chat.channelId}/${chat.contactId}`;
}
