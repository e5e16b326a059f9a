import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/index.js';
import type { Referral } from '../message/read-referral.js';
import type { Chat } from './conversation.repository.js';

/** Where people came from, for attribution; every arrival is a row. */
@Injectable()
export class Referrals {
  /** @param answered we say something in this turn: then the 72 free hours of an ad begin */
  async keep(
    tx: Transaction,
    chat: Chat,
    message: { readonly wamid: string; readonly sentAt: Date; readonly answered: boolean },
    from: Referral,
  ): Promise<void> {
    await tx.run(KEEP, [
      chat.channelId,
      chat.contactId,
      message.wamid,
      from.sourceType,
      from.sourceId,
      from.sourceUrl,
      from.headline,
      from.clickId,
      from.ref,
      message.sentAt,
    ]);
    if (from.freeEntry && message.answered)
      await tx.run(FREE_ENTRY, [chat.channelId, chat.contactId, message.sentAt]);
  }
}

const KEEP = `
  insert into referral (channel_id, contact_id, wamid, source_type, source_id, source_url, headline, ctwa_clid, ref, at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (channel_id, wamid) do nothing`;

const FREE_ENTRY = `
  update conversation set free_entry_until = greatest(free_entry_until, app_now() + interval '72 hours')
  where channel_id = $1 and contact_id = $2 and $3::timestamptz > app_now() - interval '24 hours'`;
