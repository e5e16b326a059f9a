import { Injectable } from '@nestjs/common';
import { writeAudit, type Transaction } from '../../platform/index.js';

/**
 * `merged`: the younger is now part of the older · `busy`: somebody works on one of them, try again later · `gone`: one of them is
 * part of another contact already.
 */
export type MergeResult = 'merged' | 'busy' | 'gone';

/** Makes one contact of two that turned out to be the same person. */
@Injectable()
export class ContactMerge {
  /**
   * In a transaction that holds no other contact's lane. Messages not worked on yet, the outbox, orders and shares of limits go
   * to the older; its conversations stay, the stricter opt-out holds, consents are repeated for it.
   */
  async merge(tx: Transaction, olderId: string, youngerId: string): Promise<MergeResult> {
    const pair = [olderId, youngerId];
    for (const lock of [LOCK_INBOX, LOCK_OUTBOX]) {
      if ((await tx.rows(lock, [pair])).length < pair.length) return 'busy';
    }
    if ((await tx.rows(LOCK_CONTACTS, [pair])).length < pair.length) return 'gone';
    for (const step of STEPS) await tx.run(step, [olderId, youngerId]);
    const over = await tx.rows<{ raffle_id: string }>('select merge_purchases($1, $2) as raffle_id', [
      olderId,
      youngerId,
    ]);
    const detail = { younger: youngerId, overLimitIn: over.map((row) => row.raffle_id) };
    await writeAudit(tx, null, {
      action: 'contact.merged',
      targetKind: 'contact',
      targetId: olderId,
      detail,
    });
    return 'merged';
  }
}

const LOCK_INBOX =
  'select id from inbox_lane where id = any($1::uuid[]) order by id for no key update skip locked';
const LOCK_OUTBOX =
  'select id from outbox_lane where id = any($1::uuid[]) order by id for no key update skip locked';
const LOCK_CONTACTS = `
  select id from contact where id = any($1::uuid[]) and merged_into is null order by id for no key update`;

/** Of two silences that last the later end holds, with its own cause: one that is over must lend its cause to none. */
const SILENCES = `
  select distinct on (channel_id) channel_id, bot_silent_since as since, bot_silent_until as until, bot_silent_cause as cause
  from conversation
  where contact_id in ($1, $2) and bot_silent_since is not null and coalesce(bot_silent_until > app_now(), true)
  order by channel_id, bot_silent_until desc nulls first, bot_silent_since`;

/** Every step: $1 the older, $2 the younger. */
const STEPS = [
  'update contact_identifier set contact_id = $1 where contact_id = $2',

  `update conversation o set
     window_ends_at = greatest(o.window_ends_at, y.window_ends_at), last_inbound_at = greatest(o.last_inbound_at, y.last_inbound_at),
     with_human_since = coalesce(o.with_human_since, y.with_human_since), hand_off_reason = coalesce(o.hand_off_reason, y.hand_off_reason),
     bot_silent_since = s.since, bot_silent_until = s.until, bot_silent_cause = s.cause,
     free_entry_until = greatest(o.free_entry_until, y.free_entry_until)
   from conversation y left join (${SILENCES}) s on s.channel_id = y.channel_id
   where o.contact_id = $1 and y.contact_id = $2 and y.channel_id = o.channel_id`,
  `update conversation y set contact_id = $1
   where contact_id = $2 and not exists (select from conversation o where o.contact_id = $1 and o.channel_id = y.channel_id)`,

  `update inbox set contact_id = $1, lane_id = $1 where lane_id = $2 and state = 'pending'`, // what is done stays where it was said
  'insert into inbox_wakeup (lane_id) select $1::uuid from contact where id = $2',

  'update outbox set contact_id = $1 where contact_id = $2',
  'update overheard set contact_id = $1 where contact_id = $2',
  'update referral set contact_id = $1 where contact_id = $2',
  `insert into outbox_wakeup (lane_id, channel_id, priority)
   select $1::uuid, channel_id, min(priority) from outbox
   where contact_id = $1 and state = 'pending' and $2::uuid is not null group by channel_id`,
  `insert into chat_pace as p (contact_id, channel_id, paced_to)
   select $1, channel_id, paced_to from chat_pace where contact_id = $2
   on conflict (contact_id, channel_id) do update set
     paced_to = greatest(p.paced_to, app_now()) + greatest(interval '0', excluded.paced_to - app_now())`,

  `insert into consent (contact_id, kind, version, wamid, at)
   select $1, kind, version, wamid, at from consent where contact_id = $2 order by id`,
  `update contact o set display_name = coalesce(o.display_name, y.display_name), username = coalesce(y.username, o.username),
     parent_user_id = coalesce(y.parent_user_id, o.parent_user_id), address_book_name = coalesce(o.address_book_name, y.address_book_name),
     identity_doubtful_since = coalesce(o.identity_doubtful_since, y.identity_doubtful_since),
     opt_out = case when 'all' in (o.opt_out, y.opt_out) then 'all' when 'marketing' in (o.opt_out, y.opt_out) then 'marketing' else 'none' end
   from contact y where o.id = $1 and y.id = $2`,
  'update contact set merged_into = $1 where id = $2 or merged_into = $2',
];
