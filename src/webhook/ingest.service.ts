import { Injectable, Logger } from '@nestjs/common';
import {
  Alerts,
  DASHBOARD_TEST,
  Database,
  DatabaseFault,
  InboxHint,
  isPassingFault,
  Metrics,
  type Transaction,
} from '../platform/index.js';
import { Channels, Contacts, ReceivedMeter } from '../whatsapp/index.js';
import { keyOf, keyOfBody } from './dedupe-key.js';
import { explode } from './explode.js';
import { IngestRepository, type InboxDraft } from './ingest.repository.js';
import { route, type RoutedChannel } from './routing.js';

/** Requests in one commit; a commit is shared by whatever came in while the one before it was under way. */
const GROUP = 128;
const COMMITS_AT_ONCE = 2;

interface Request {
  readonly body: Buffer;
  readonly secret: string;
  readonly stored: (error?: Error) => void;
}

interface Routed {
  readonly draft: InboxDraft;
  readonly channel: RoutedChannel | null;
  /** Whose update an app sent that may not. */
  readonly foreignTo?: string;
}

/** Stores signed deliveries durably: the promise resolves after the commit. Many requests share one. */
@Injectable()
export class Ingest {
  private readonly logger = new Logger('Webhook');
  private waiting: Request[] = [];
  private committing = 0;

  constructor(
    private readonly database: Database,
    private readonly inbox: IngestRepository,
    private readonly channels: Channels,
    private readonly contacts: Contacts,
    private readonly alerts: Alerts,
    private readonly received: ReceivedMeter,
    private readonly hint: InboxHint,
    private readonly metrics: Metrics,
  ) {}

  /** @param secret the app secret that signed `body`. @throws when it could not be stored: Meta will send it again */
  store(body: Buffer, secret: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({
        body,
        secret,
        stored: (error) => (error === undefined ? resolve() : reject(error)),
      });
      if (this.committing < COMMITS_AT_ONCE) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.committing++;
    while (this.waiting.length > 0) {
      const group = this.waiting.slice(0, GROUP);
      this.waiting = this.waiting.slice(GROUP);
      await this.commit(group);
    }
    this.committing--;
  }

  /** A group that fails while the database is up is repeated one request at a time: no content fails its neighbours. */
  private async commit(group: readonly Request[]): Promise<void> {
    try {
      await this.write(group);
      for (const request of group) request.stored();
    } catch (error) {
      const fault = error instanceof Error ? error : new Error('unknown fault');
      if (saysNothingOfContent(fault)) for (const request of group) request.stored(fault);
      else if (group.length > 1) for (const request of group) await this.commit([request]);
      else await this.keepUnread(group[0]!, fault);
    }
  }

  private async write(group: readonly Request[]): Promise<void> {
    const channels = await this.channels.all();
    const routed = group.flatMap((request, index) => this.draftsOf(request, index, channels));
    await this.database.transact(async (tx) => {
      const drafts = await this.withContacts(tx, routed);
      await this.inbox.insert(
        tx,
        group.map((request) => request.body),
        drafts,
      );
      await this.alertForeign(tx, routed);
    });
    this.received.count(
      routed
        .filter(({ draft }) => draft.update.kind === 'message')
        .flatMap(({ channel }) => channel?.id ?? []),
    );
    this.hint.raise();
  }

  private draftsOf(request: Request, index: number, channels: readonly RoutedChannel[]): Routed[] {
    return explode(request.body).map((update) => {
      const base = { request: index, update, fault: null, channelId: null, contactId: null, laneId: null };
      if (update.kind === 'unreadable') return { channel: null, draft: { ...base, state: 'unreadable' } };
      const to = route(update, request.secret, channels, DASHBOARD_TEST);
      if (to.kind !== 'channel') {
        const reason = to.kind === 'foreign' ? 'signed for another app' : to.reason;
        this.metrics.count('webhook_updates_ignored', { reason });
        // under a key of its own: what one app may not say must not make the same update of the right app a repeat
        const key = keyOf('ignored', reason, update.key.toString('hex'));
        const draft = { ...base, update: { ...update, key }, state: 'ignored' as const, fault: reason };
        return { channel: null, draft, ...(to.kind === 'foreign' && { foreignTo: to.channel.id }) };
      }
      const laneId = update.kind === 'change' ? to.channel.id : null;
      const draft: InboxDraft = { ...base, state: 'pending', channelId: to.channel.id, laneId };
      return { channel: to.channel, draft };
    });
  }

  /** Somebody holds a secret of ours and speaks for a number that is not theirs, or a channel has the wrong secret. */
  private async alertForeign(tx: Transaction, routed: readonly Routed[]): Promise<void> {
    const channelIds = new Set(routed.flatMap(({ foreignTo }) => foreignTo ?? []));
    for (const channelId of [...channelIds].toSorted()) {
      const message =
        'Webhooks for this number are signed with the secret of another app and are ignored: see whether the channel has the right app secret, and who has the other one.';
      await this.alerts.raise(tx, { kind: 'foreign_signature', severity: 'critical', channelId, message });
    }
  }

  /** Finds or makes the contacts of the messages, in one go per portfolio. */
  private async withContacts(tx: Transaction, routed: readonly Routed[]): Promise<InboxDraft[]> {
    const messages = routed.filter(
      ({ channel, draft }) => channel !== null && draft.update.kind === 'message',
    );
    const ids = new Map<InboxDraft, string>();
    const byPortfolio = Map.groupBy(
      messages.filter(({ draft }) => draft.update.person !== null),
      ({ channel }) => channel?.portfolioId ?? '',
    );
    for (const [portfolioId, group] of byPortfolio) {
      const people = group.map(({ draft }) => draft.update.person ?? {});
      const contactIds = await this.contacts.resolve(tx, portfolioId, people);
      group.forEach(({ draft }, index) => ids.set(draft, contactIds[index] ?? ''));
    }
    return routed.map(({ draft, channel }) => {
      if (channel === null || draft.update.kind !== 'message') return draft;
      const contactId = ids.get(draft);
      if (contactId === undefined) return { ...draft, state: 'ignored', fault: 'no sender we could answer' };
      return { ...draft, contactId, laneId: contactId };
    });
  }

  /** A body our own code cannot take apart is kept whole for a person; refusing it would make Meta repeat it for days. */
  private async keepUnread(request: Request, fault: Error): Promise<void> {
    this.logger.error(`a signed delivery could not be taken apart: ${fault.message}`, fault.stack);
    this.metrics.count('webhook_bodies_unreadable');
    const update = { ...explode(Buffer.alloc(0))[0]!, key: keyOfBody(request.body) };
    const draft: InboxDraft = {
      request: 0,
      update,
      state: 'unreadable',
      fault: fault.message,
      channelId: null,
      contactId: null,
      laneId: null,
    };
    try {
      await this.database.transact((tx) => this.inbox.insert(tx, [request.body], [draft]));
      request.stored();
    } catch (error) {
      request.stored(error instanceof Error ? error : fault);
    }
  }
}

/** Time limits, locks and lost transactions are the database's own: Meta is asked to send again. */
function saysNothingOfContent(fault: Error): boolean {
  return isPassingFault(fault) || (fault instanceof DatabaseFault && /^(57|25|55)/.test(fault.code));
}
