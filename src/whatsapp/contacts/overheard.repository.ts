import { Injectable } from '@nestjs/common';
import type { Reader, Transaction } from '../../platform/index.js';

/** A message said in a chat without the bot. */
export interface Said {
  readonly channelId: string;
  readonly contactId: string;
  readonly wamid: string;
  readonly speaker: 'person' | 'app' | 'other_app' | 'agent';
  readonly type: string;
  readonly body: string | null;
  readonly correction: 'edit' | 'revoke' | null;
  readonly at: Date;
  /** The change it came in. */
  readonly inboxId: string;
}

/** Messages the bot neither got nor sent, kept for whoever reads the chat. */
@Injectable()
export class Overheard {
  /** A correction may come before what it corrects, and a message again: the latest version of the words stays. */
  async keep(tx: Transaction, said: Said): Promise<void> {
    await tx.run(said.correction === null ? KEEP : CORRECT, [
      said.channelId,
      said.contactId,
      said.wamid,
      said.speaker,
      said.type,
      said.correction === 'revoke' ? null : said.body,
      said.at,
      said.inboxId,
      ...(said.correction === null ? [] : [said.correction === 'revoke']),
    ]);
  }

  /** Which of these we sent ourselves. */
  async own(reader: Reader, wamids: readonly string[]): Promise<Set<string>> {
    const rows = await reader.rows<{ wamid: string }>(
      'select wamid from outbox where wamid = any($1::text[])',
      [[...wamids]],
    );
    return new Set(rows.map(({ wamid }) => wamid));
  }
}

const KEEP = `
  insert into overheard (channel_id, contact_id, wamid, speaker, type, body, said_at, inbox_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (channel_id, wamid) do nothing`;

const CORRECT = `
  insert into overheard as o (channel_id, contact_id, wamid, speaker, type, body, said_at, inbox_id, edited_at, revoked_at)
  values ($1, $2, $3, $4, $5, $6, $7::timestamptz, $8, case when not $9::boolean then $7::timestamptz end, case when $9 then $7::timestamptz end)
  on conflict (channel_id, wamid) do update set
    body = case when $9 then null when o.revoked_at is null and coalesce(o.edited_at < $7::timestamptz, true) then excluded.body else o.body end,
    edited_at = greatest(o.edited_at, excluded.edited_at), revoked_at = coalesce(o.revoked_at, excluded.revoked_at)`;
