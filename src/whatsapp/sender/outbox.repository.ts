import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/index.js';
import type { Transaction } from '../../platform/index.js';
import { wantPictures, type WantedPicture } from '../media/media-uploads.repository.js';
import type { OutboundMessage } from '../message/message-content.js';
import { rankOfPriority, type MessageCategory, type Priority } from '../message/priority.js';

/** Messages on their way out, written in the transaction that causes them. Raise `SenderHint` after the commit. */
@Injectable()
export class Outbox {
  /** Appends the messages; those of one contact go out in the order of the array. @returns their ids, in that order */
  async enqueue(tx: Transaction, messages: readonly OutboundMessage[]): Promise<string[]> {
    if (messages.length === 0) return [];
    const ids = messages.map(() => newId());
    await tx.run(ENQUEUE, [
      ids,
      messages.map(({ channelId }) => channelId),
      messages.map(({ contactId }) => contactId),
      messages.map(({ purpose }) => purpose),
      messages.map(({ content }) => JSON.stringify(content)),
      messages.map(({ mustArrive }) => mustArrive ?? false),
      messages.map(({ harmlessTwice }) => harmlessTwice ?? true),
      messages.map(({ notAfter }) => notAfter ?? null),
      messages.map(({ condition }) => (condition === undefined ? null : JSON.stringify(condition))),
      messages.map(({ inboxId }) => inboxId ?? null),
      messages.map((message) => rankOfPriority(priorityOf(message))),
      messages.map(categoryOf),
      messages.map(({ orderId }) => orderId ?? null),
      messages.map(({ template }) => (template === undefined ? null : JSON.stringify(template))),
      messages.map(({ raffleId }) => raffleId ?? null),
      messages.map(({ drawId }) => drawId ?? null),
    ]);
    await wantPictures(tx, messages.flatMap(pictureOf));
    return ids;
  }
}

function pictureOf({ channelId, content }: OutboundMessage): WantedPicture[] {
  return 'picture' in content && content.picture !== undefined
    ? [{ channelId, picture: content.picture }]
    : [];
}

function categoryOf({ category, content }: OutboundMessage): MessageCategory {
  return category ?? (content.kind === 'template' ? 'utility' : 'service');
}

function priorityOf(message: OutboundMessage): Priority {
  return message.priority ?? (categoryOf(message) === 'marketing' ? 'marketing' : 'reply');
}

const ENQUEUE = `
  with message as (
    select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::boolean[], $7::boolean[],
      $8::timestamptz[], $9::text[], $10::text[], $11::smallint[], $12::text[], $13::uuid[], $14::text[], $15::uuid[], $16::uuid[]) with ordinality
      as m(id, channel_id, contact_id, purpose, content, must_arrive, harmless_twice, not_after, condition, inbox_id, priority, category,
        order_id, template, raffle_id, draw_id, n)),
  put as (
    insert into outbox (id, channel_id, contact_id, purpose, content, must_arrive, harmless_twice, not_after, condition, inbox_id,
      priority, category, order_id, template, raffle_id, draw_id)
    select id, channel_id, contact_id, purpose, content::jsonb, must_arrive, harmless_twice, not_after, condition::jsonb, inbox_id::bigint,
      priority, category, order_id, template::jsonb, raffle_id, draw_id
    from message order by n
    returning contact_id, channel_id, priority)
  insert into outbox_wakeup (lane_id, channel_id, priority) select contact_id, channel_id, min(priority) from put group by 1, 2`;
