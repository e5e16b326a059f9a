import { Injectable } from '@nestjs/common';
import { Database, Metrics, type Transaction } from '../../platform/index.js';
import { judge, type Judgement } from './head.js';
import { SendQueue, type QueuedHead } from './send-queue.repository.js';
import { graphBody, type GraphBody } from '../message/wire.js';

/** A message that is ours to send now. */
export interface LeasedMessage {
  readonly seq: string;
  readonly id: string;
  readonly channelId: string;
  readonly contactId: string;
  /** 1 for the first try. */
  readonly tries: number;
  /** When its place in the number's rate comes, by `performance.now()`. */
  readonly placeAt: number;
  readonly body: GraphBody;
}

type Judged = QueuedHead & { readonly judgement: Judgement };

/** Chooses what is sent next: one short transaction, no network in it. */
@Injectable()
export class Leases {
  constructor(
    private readonly database: Database,
    private readonly queue: SendQueue,
    private readonly metrics: Metrics,
  ) {}

  /** Leases the heads of up to `limit` chats, and decides those that need no sending. @returns also how many chats were looked at */
  async take(limit: number): Promise<{ messages: LeasedMessage[]; looked: number }> {
    return this.database.transact(async (tx) => {
      const chats = await this.queue.claim(tx, limit);
      if (chats.length === 0) return { messages: [], looked: 0 };
      const heads = await this.queue.heads(tx, chats);
      const judged = heads.map((head) => ({ ...head, judgement: judge(head.head, head.now) }));
      await this.queue.lock(
        tx,
        judged.filter(({ judgement }) => judgement.do !== 'wait').map(({ head }) => head.seq),
      );
      const messages = await this.lease(
        tx,
        judged.filter((one) => one.judgement.do === 'send'),
      );
      await this.decide(tx, judged, new Set(messages.map(({ seq }) => seq)));
      return { messages, looked: chats.length };
    });
  }

  private async lease(tx: Transaction, heads: readonly Judged[]): Promise<LeasedMessage[]> {
    const ours = await this.queue.lease(
      tx,
      heads.map(({ head }) => head.seq),
    );
    const leasedAt = performance.now();
    return heads.flatMap(({ head, id, channelId, contactId }) => {
      const place = ours.get(head.seq);
      if (place === undefined) return [];
      const { tries, placeMs } = place;
      const body = graphBody(id, head.address, head.content);
      return [{ seq: head.seq, id, channelId, contactId, tries, placeAt: leasedAt + placeMs, body }];
    });
  }

  private async decide(
    tx: Transaction,
    judged: readonly Judged[],
    leased: ReadonlySet<string>,
  ): Promise<void> {
    const again: { contactId: string; channelId: string; at: Date }[] = [];
    const ends = { park: new Array<Ended>(), drop: new Array<Ended>() };
    const overdue: Judged[] = [];
    for (const one of judged) {
      const { judgement, now, contactId, channelId } = one;
      // settled by somebody else between look and lease: what is behind it must not be forgotten
      if (judgement.do === 'send' && !leased.has(one.head.seq)) again.push({ contactId, channelId, at: now });
      if (judgement.do === 'wait') again.push({ contactId, channelId, at: judgement.until });
      if (judgement.do === 'move') await this.queue.move(tx, one, judgement.to);
      if (judgement.do === 'drop_overdue') overdue.push(one);
      if (judgement.do === 'park' || judgement.do === 'drop') {
        ends[judgement.do].push({ seq: one.head.seq, reason: judgement.reason });
        again.push({ contactId, channelId, at: now });
      }
    }
    await this.queue.end(tx, 'parked', ends.park);
    await this.queue.end(tx, 'dropped', ends.drop);
    const dropped = await this.queue.dropOverdue(tx, overdue);
    if (dropped > 0) this.metrics.count('messages_dropped', { reason: 'overdue' }, dropped);
    await this.queue.wakeAt(tx, [...again, ...overdue.map((one) => ({ ...one, at: one.now }))]);
    this.count(ends.park, 'messages_parked');
    this.count(
      ends.park.filter(({ reason }) => reason !== 'needs_template'),
      'sender_alerts',
    );
    this.count(ends.drop, 'messages_dropped');
  }

  private count(ended: readonly Ended[], name: string): void {
    for (const { reason } of ended) this.metrics.count(name, { reason });
  }
}

interface Ended {
  readonly seq: string;
  readonly reason: string;
}
