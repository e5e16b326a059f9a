import { Injectable } from '@nestjs/common';
import type { Reader, Transaction } from '../platform/index.js';
import { WITHHELD } from './withheld.js';

/** A recipient whose turn has come. */
export interface NextRecipient {
  /** As fixed at the start. */
  readonly recipientId: string;
  /** Who gets it: somebody else only where the recipient became part of another contact. */
  readonly contactId: string;
  /** Why they are left out after all; null: they get it. */
  readonly leftOut: string | null;
}

/** From the list of recipients into the outbox. */
@Injectable()
export class BroadcastFeed {
  /** Messages of the broadcast that nobody has sent yet. */
  async unsent(reader: Reader, broadcastId: string): Promise<number> {
    const row = await reader.first<{ n: string }>(UNSENT, [broadcastId]);
    return Number(row?.n ?? 0);
  }

  /** The next recipients, at most `limit`, with what changed since the start: a "stop" that came meanwhile counts. */
  next(tx: Transaction, broadcastId: string, limit: number): Promise<NextRecipient[]> {
    return tx.rows<NextRecipient>(NEXT, [broadcastId, limit]);
  }

  async leaveOut(tx: Transaction, broadcastId: string, recipients: readonly NextRecipient[]): Promise<void> {
    if (recipients.length === 0) return;
    await tx.run(
      `update broadcast_recipient r set left_out = l.reason from unnest($2::uuid[], $3::text[]) as l(contact_id, reason)
       where r.broadcast_id = $1 and r.contact_id = l.contact_id`,
      [broadcastId, recipients.map((one) => one.recipientId), recipients.map((one) => one.leftOut)],
    );
  }

  async queued(
    tx: Transaction,
    broadcastId: string,
    recipients: readonly NextRecipient[],
    outboxIds: readonly string[],
  ): Promise<void> {
    if (recipients.length === 0) return;
    await tx.run(
      `update broadcast_recipient r set outbox_id = q.outbox_id from unnest($2::uuid[], $3::uuid[]) as q(contact_id, outbox_id)
       where r.broadcast_id = $1 and r.contact_id = q.contact_id`,
      [broadcastId, recipients.map((one) => one.recipientId), [...outboxIds]],
    );
  }

  /** What was put into the outbox and not sent is dropped, at once and visibly; the chats behind it go on. @returns how many */
  async dropUnsent(tx: Transaction, broadcastId: string): Promise<number> {
    const row = await tx.first<{ n: string }>(DROP_UNSENT, [broadcastId]);
    return Number(row?.n ?? 0);
  }
}

const UNSENT = `
  select count(*) as n from broadcast_recipient r join outbox o on o.id = r.outbox_id
  where r.broadcast_id = $1 and o.state in ('pending', 'waiting', 'leased', 'unknown')`;

const NEXT = `
  with next as (
    select r.contact_id, coalesce(c.merged_into, c.id) as reached
    from broadcast_recipient r join contact c on c.id = r.contact_id
    where r.broadcast_id = $1 and r.outbox_id is null and r.left_out is null order by r.contact_id limit $2)
  select n.contact_id as "recipientId", n.reached as "contactId",
    case when n.reached <> n.contact_id and exists (
           select from broadcast_recipient t where t.broadcast_id = $1 and t.contact_id = n.reached) then 'merged'
         when c.opt_out <> 'none' then 'opted_out'
         when exists (select from outbox w where w.contact_id = n.reached and ${WITHHELD}) then 'withheld_by_meta' end as "leftOut"
  from next n join contact c on c.id = n.reached
  order by n.contact_id`;

const DROP_UNSENT = `
  with mine as (
    select o.seq from broadcast_recipient r join outbox o on o.id = r.outbox_id
    where r.broadcast_id = $1 and o.state in ('pending', 'waiting') order by o.seq for no key update of o),
  dropped as (
    update outbox o set state = 'dropped', reason = 'broadcast_stopped', settled_at = app_now(), due_at = null
    from mine where o.seq = mine.seq and o.state in ('pending', 'waiting')
    returning o.contact_id, o.channel_id),
  woken as (
    insert into outbox_wakeup (lane_id, channel_id) select distinct contact_id, channel_id from dropped)
  select count(*) as n from dropped`;
