import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, Jobs, JobTasks, type Transaction } from '../platform/index.js';
import { Outbox, SenderHint, type OutboundMessage, type TemplateContent } from '../whatsapp/index.js';
import { BroadcastRepository } from './broadcast.repository.js';
import type { Broadcast } from './broadcast.js';
import { addFeed, FEED, readFeed } from './feed-job.js';
import { BroadcastFeed, type NextRecipient } from './feed.repository.js';
import { BroadcastGate } from './gate.reader.js';
import { Offers } from './offers.reader.js';

/**
 * Puts the recipients of running broadcasts into the outbox, a few seconds' worth at a time. A batch, its marks and the next job are
 * one transaction: a crash repeats nothing and forgets nobody. A message to the outbox is never `harmlessTwice`.
 */
@Injectable()
export class BroadcastWorker implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly stored: BroadcastRepository,
    private readonly feed: BroadcastFeed,
    private readonly gate: BroadcastGate,
    private readonly offers: Offers,
    private readonly outbox: Outbox,
    private readonly sender: SenderHint,
    private readonly jobs: Jobs,
    private readonly tasks: JobTasks,
  ) {}

  onModuleInit(): void {
    this.tasks.register(FEED, (payload) => this.goOn(readFeed(payload)));
  }

  /** Adds what may be added now and comes back until everybody is settled. */
  async goOn(broadcastId: string): Promise<void> {
    const added = await this.database.transact(async (tx) => {
      const broadcast = await this.stored.lock(tx, broadcastId);
      return broadcast?.state === 'running' ? this.addNext(tx, broadcast) : 0;
    });
    if (added > 0) this.sender.raise();
  }

  private async addNext(tx: Transaction, broadcast: Broadcast): Promise<number> {
    const unsent = await this.feed.unsent(tx, broadcast.id);
    const gate = await this.gate.now(tx, broadcast, unsent);
    await this.stored.waitFor(tx, broadcast.id, gate.waitsFor);
    const offer = await this.offers.fit(tx, broadcast);
    if (offer.kind === 'refused') return this.wait(tx, broadcast.id, 'template', gate.again);
    const next = gate.room === 0 ? [] : await this.feed.next(tx, broadcast.id, gate.room);
    const getting = next.filter(({ leftOut }) => leftOut === null);
    await this.feed.leaveOut(
      tx,
      broadcast.id,
      next.filter(({ leftOut }) => leftOut !== null),
    );
    const ids = await this.outbox.enqueue(
      tx,
      getting.map((one) => messageTo(one, broadcast, offer.content)),
    );
    await this.feed.queued(tx, broadcast.id, getting, ids);
    const over = gate.room > 0 && next.length < gate.room;
    if (over && unsent + getting.length === 0) await this.stored.move(tx, broadcast.id, 'done');
    else await addFeed(this.jobs, tx, broadcast.id, gate.again);
    return getting.length;
  }

  private async wait(tx: Transaction, broadcastId: string, reason: string, until: Date): Promise<0> {
    await this.stored.waitFor(tx, broadcastId, reason);
    await addFeed(this.jobs, tx, broadcastId, until);
    return 0;
  }
}

function messageTo(
  { contactId }: NextRecipient,
  { id, channelId }: Broadcast,
  content: TemplateContent,
): OutboundMessage {
  return {
    channelId,
    contactId,
    purpose: 'broadcast',
    priority: 'marketing',
    category: 'marketing',
    content,
    harmlessTwice: false,
    condition: { kind: 'broadcast_state', broadcastId: id, states: ['running'] },
  };
}
