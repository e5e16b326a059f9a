import { Injectable } from '@nestjs/common';
import { Jobs, nowOf, type Reader, type Transaction } from '../platform/index.js';
import { daysFor, Prices } from '../whatsapp/index.js';
import { Audience } from './audience.repository.js';
import type { Broadcast, BroadcastReport, BroadcastState, NewBroadcast } from './broadcast.js';
import { BroadcastRepository } from './broadcast.repository.js';
import { addFeed } from './feed-job.js';
import { BroadcastFeed } from './feed.repository.js';
import { BroadcastGate } from './gate.reader.js';
import { Offers, type Refusal } from './offers.reader.js';
import { spendable } from './pace.js';
import type { BroadcastPreview } from './preview.js';
import { BroadcastReports } from './report.reader.js';

export type AddOutcome =
  { readonly kind: 'added'; readonly id: string } | ({ readonly kind: 'refused' } & Refusal);

export type StartOutcome =
  | { readonly kind: 'started'; readonly recipients: number }
  | { readonly kind: 'not_found' }
  | ({ readonly kind: 'refused' } & Refusal)
  | { readonly kind: 'wrong_state'; readonly state: BroadcastState };

export type StopOutcome =
  | { readonly kind: 'stopped'; readonly dropped: number }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'wrong_state'; readonly state: BroadcastState };

const NOBODY = {
  kind: 'refused',
  code: 'nobody',
  detail: 'Nobody of this segment has asked for offers.',
} as const;

/** Sends one template to many people who asked for it: written, looked at, started, stopped, reported. */
@Injectable()
export class Broadcasts {
  constructor(
    private readonly stored: BroadcastRepository,
    private readonly audience: Audience,
    private readonly feed: BroadcastFeed,
    private readonly reports: BroadcastReports,
    private readonly gate: BroadcastGate,
    private readonly offers: Offers,
    private readonly prices: Prices,
    private readonly jobs: Jobs,
  ) {}

  /** A draft: nothing is sent before it is started. */
  async add(tx: Transaction, broadcast: NewBroadcast): Promise<AddOutcome> {
    const offer = await this.offers.fit(tx, broadcast);
    if (offer.kind === 'refused') return offer;
    return { kind: 'added', id: await this.stored.add(tx, broadcast) };
  }

  byId(reader: Reader, id: string): Promise<Broadcast | null> {
    return this.stored.byId(reader, id);
  }

  /** Newest first, one more than `limit` where there are more. */
  list(reader: Reader, before: string | null, limit: number): Promise<Broadcast[]> {
    return this.stored.list(reader, before, limit);
  }

  /** Whom it would reach if it were started now, in how many days, at what price. */
  async preview(reader: Reader, { channelId, segment }: Broadcast): Promise<BroadcastPreview> {
    const { recipients, outside } = await this.audience.count(reader, channelId, segment);
    const { perDay, used } = await this.gate.budget(reader, channelId);
    const markets = await this.audience.byPrefix(reader, channelId, segment, this.prices.prefixLength);
    const at = await nowOf(reader);
    const charges = markets.map(({ to, people }) => ({ to, category: 'marketing', messages: people, at }));
    return {
      recipients,
      outsideWindow: outside,
      dailyLimit: perDay,
      days: daysFor(outside, spendable(perDay, 0), used),
      estimate: this.prices.estimate(charges),
    };
  }

  report(reader: Reader, id: string): Promise<BroadcastReport> {
    return this.reports.of(reader, id);
  }

  /** Fixes who gets it and lets it go. */
  async start(tx: Transaction, id: string): Promise<StartOutcome> {
    const broadcast = await this.stored.lock(tx, id);
    if (broadcast === null) return { kind: 'not_found' };
    if (broadcast.state !== 'draft') return { kind: 'wrong_state', state: broadcast.state };
    const recipients = await this.audience.fix(tx, id, broadcast.channelId, broadcast.segment);
    if (recipients === 0) return NOBODY;
    await this.stored.move(tx, id, 'running');
    await addFeed(this.jobs, tx, id, null);
    return { kind: 'started', recipients };
  }

  /** For good. What waits in the outbox is dropped; what is under way to Meta at this moment may still arrive. */
  async stop(tx: Transaction, id: string): Promise<StopOutcome> {
    const broadcast = await this.stored.lock(tx, id);
    if (broadcast === null) return { kind: 'not_found' };
    if (broadcast.state !== 'running') return { kind: 'wrong_state', state: broadcast.state };
    await this.stored.move(tx, id, 'stopped');
    return { kind: 'stopped', dropped: await this.feed.dropUnsent(tx, id) };
  }
}
