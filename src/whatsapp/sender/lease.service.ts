import { Injectable } from '@nestjs/common';
import { Alerts, Database, Metrics, type Transaction } from '../../platform/index.js';
import { Channels } from '../channels/channels.service.js';
import {
  MediaUploads,
  pictureKey,
  type Picture,
  type WantedPicture,
} from '../media/media-uploads.repository.js';
import type { MessageContent } from '../message/message-content.js';
import { graphBody, type GraphBody } from '../message/wire.js';
import { TemplatesRepository } from '../templates/templates.repository.js';
import { judge, type Judgement } from './head.js';
import { sayable, templateNeeded } from './outside-window.js';
import { isWindowOpen } from './window.js';
import { Recipients } from './recipients.repository.js';
import { SendQueue, type QueuedHead } from './send-queue.repository.js';
import { TemplateSends } from './template-sends.repository.js';

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
  /** The picture it is sent with; null: none. */
  readonly picture: string | null;
  /** Somebody wrote it, not the bot. */
  readonly byPerson: boolean;
}

type Judged = QueuedHead & { readonly judgement: Judgement; readonly pictureId: string | null };

const PICTURE_POLL_MS = 400;

/** Chooses what is sent next: one short transaction, no network in it. */
@Injectable()
export class Leases {
  constructor(
    private readonly database: Database,
    private readonly queue: SendQueue,
    private readonly recipients: Recipients,
    private readonly channels: Channels,
    private readonly templates: TemplatesRepository,
    private readonly templateSends: TemplateSends,
    private readonly alerts: Alerts,
    private readonly uploads: MediaUploads,
    private readonly metrics: Metrics,
  ) {}

  /** Leases the heads of up to `limit` chats, and decides those that need no sending. @returns also how many chats were looked at */
  async take(limit: number): Promise<{ messages: LeasedMessage[]; looked: number }> {
    return this.database.transact(async (tx) => {
      const chats = await this.queue.claim(tx, limit);
      if (chats.length === 0) return { messages: [], looked: 0 };
      const heads = await this.sayable(tx, await this.queue.heads(tx, chats));
      const pictures = await this.uploads.find(tx, heads.flatMap(pictureOf));
      const judged = await this.withinBudget(
        tx,
        heads.map((head) => judgedWith(head, pictures)),
      );
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

  /** The heads as they are said now; one look at the templates where any depends on one. */
  private async sayable(tx: Transaction, heads: readonly QueuedHead[]): Promise<QueuedHead[]> {
    const accounts = new Map((await this.channels.all()).map(({ id, wabaId }) => [id, wabaId]));
    const needed = heads.flatMap(({ head, channelId, now }) => {
      const [name, wabaId] = [templateNeeded(head, now), accounts.get(channelId)];
      return name === null || wabaId === undefined ? [] : [{ name, wabaId }];
    });
    const known = await this.templates.named(tx, needed);
    const said = heads.map((one) => {
      const wabaId = accounts.get(one.channelId);
      const own = known.filter((template) => template.wabaId === wabaId);
      return { ...one, head: sayable(one.head, one.now, own) };
    });
    await this.templateSends.setCategories(
      tx,
      said
        .filter(({ head }, i) => head.category !== heads[i]?.head.category)
        .map(({ head }) => ({ seq: head.seq, category: head.category })),
    );
    return said;
  }

  /** Whom the portfolio may not write to any more today waits. */
  private async withinBudget(tx: Transaction, judged: readonly Judged[]): Promise<Judged[]> {
    const outside = judged.filter(
      ({ judgement, head, now }) => judgement.do === 'send' && !isWindowOpen(head, now),
    );
    const over = new Set<Judged>();
    for (const [portfolioId, group] of Map.groupBy(outside, (one) => one.portfolioId)) {
      const people = group.map(({ contactId }) => contactId);
      const allowed = await this.recipients.take(tx, portfolioId, people);
      for (const one of group) if (!allowed.has(one.contactId)) over.add(one);
    }
    return judged.map((one) =>
      over.has(one) ? { ...one, judgement: { do: 'set_aside', reason: 'daily_limit' } } : one,
    );
  }

  private async lease(tx: Transaction, heads: readonly Judged[]): Promise<LeasedMessage[]> {
    const ours = await this.queue.lease(
      tx,
      heads.map(({ head }) => head.seq),
    );
    const leasedAt = performance.now();
    return heads.flatMap(({ head, id, channelId, contactId, pictureId }) => {
      const place = ours.get(head.seq);
      if (place === undefined) return [];
      const { tries, placeMs } = place;
      const body = graphBody(id, head.address, head.content, pictureId);
      const picture = pictureId === null ? null : namedPicture(head.content);
      const { seq, byPerson } = head;
      const placeAt = leasedAt + placeMs;
      return [{ seq, id, channelId, contactId, tries, placeAt, body, picture, byPerson }];
    });
  }

  private async decide(
    tx: Transaction,
    judged: readonly Judged[],
    leased: ReadonlySet<string>,
  ): Promise<void> {
    const again: { contactId: string; channelId: string; at: Date }[] = [];
    const ends = { park: new Array<Ended>(), drop: new Array<Ended>(), set_aside: new Array<Ended>() };
    const overdue: Judged[] = [];
    for (const one of judged) {
      const { judgement, now, contactId, channelId } = one;
      // settled by somebody else between look and lease: what is behind it must not be forgotten
      if (judgement.do === 'send' && !leased.has(one.head.seq)) again.push({ contactId, channelId, at: now });
      if (judgement.do === 'wait') again.push({ contactId, channelId, at: judgement.until });
      if (judgement.do === 'move') await this.queue.move(tx, one, judgement.to);
      if (judgement.do === 'drop_overdue') overdue.push(one);
      if (judgement.do === 'park' || judgement.do === 'drop' || judgement.do === 'set_aside') {
        ends[judgement.do].push({ seq: one.head.seq, reason: judgement.reason });
        again.push({ contactId, channelId, at: now });
      }
    }
    await this.queue.end(tx, 'parked', ends.park);
    await this.queue.end(tx, 'dropped', ends.drop);
    await this.queue.end(tx, 'waiting', ends.set_aside);
    await this.alertUntold(tx, judged);
    const dropped = await this.queue.dropOverdue(tx, overdue);
    if (dropped > 0) this.metrics.count('messages_dropped', { reason: 'overdue' }, dropped);
    await this.queue.wakeAt(tx, [...again, ...overdue.map((one) => ({ ...one, at: one.now }))]);
    this.count(ends.park, 'messages_parked');
    this.count(ends.drop, 'messages_dropped');
    this.count(ends.set_aside, 'messages_waiting');
  }

  /** People who cannot be told for want of a template: one alert per purpose and template, counted up. */
  private async alertUntold(tx: Transaction, judged: readonly Judged[]): Promise<void> {
    const alerts = judged.flatMap(({ judgement, head, channelId, purpose }) => {
      if (judgement.do !== 'park' || judgement.reason !== 'needs_template') return [];
      const name = head.form?.name ?? (head.content.kind === 'template' ? head.content.name : null);
      const message =
        name === null
          ? `messages of kind ${purpose} came outside the 24-hour window, and there is no template for them`
          : `messages of kind ${purpose} are parked: template ${name} is not usable; see npm run templates -- status`;
      return [{ channelId, message }];
    });
    const once = new Map(alerts.map((alert) => [`${alert.channelId} ${alert.message}`, alert]));
    for (const alert of once.values())
      await this.alerts.raise(tx, { kind: 'needs_template', severity: 'warning', ...alert });
  }

  private count(ended: readonly Ended[], name: string): void {
    for (const { reason } of ended) this.metrics.count(name, { reason });
  }
}

/** A message waits a moment for its picture, then goes without. */
function judgedWith(head: QueuedHead, pictures: ReadonlyMap<string, Picture>): Judged {
  const picture = pictures.get(pictureKey(head.channelId, namedPicture(head.head.content) ?? ''));
  const judgement = judge(head.head, head.now);
  if (judgement.do !== 'send' || picture === undefined) return { ...head, judgement, pictureId: null };
  if (picture.mediaId !== null || picture.goWithoutAt <= head.now)
    return { ...head, judgement, pictureId: picture.mediaId };
  return {
    ...head,
    judgement: { do: 'wait', until: new Date(head.now.getTime() + PICTURE_POLL_MS) },
    pictureId: null,
  };
}

function pictureOf({ channelId, head }: QueuedHead): WantedPicture[] {
  const picture = namedPicture(head.content);
  return picture === null ? [] : [{ channelId, picture }];
}

function namedPicture(content: MessageContent): string | null {
  return 'picture' in content ? (content.picture ?? null) : null;
}

interface Ended {
  readonly seq: string;
  readonly reason: string;
}
