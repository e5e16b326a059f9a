import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { Simulator, type SimulatorOptions } from '../../simulator/index.js';
import { Alerts, Jobs, Metrics, readConfig, Secrets, Ticker } from '../../src/platform/index.js';
import { Channels } from '../../src/whatsapp/channels/channels.service.js';
import { ChannelStops } from '../../src/whatsapp/channels/channel-stops.repository.js';
import { ChannelsRepository } from '../../src/whatsapp/channels/channels.repository.js';
import { ContactIds } from '../../src/whatsapp/contacts/contact-ids.repository.js';
import { ContactMerge } from '../../src/whatsapp/contacts/contact-merge.repository.js';
import { Contacts } from '../../src/whatsapp/contacts/contacts.service.js';
import { FIRST_PORTFOLIO } from '../../src/whatsapp/channels/channel.js';
import { GraphClient } from '../../src/whatsapp/graph/graph.client.js';
import type { SendOutcome } from '../../src/whatsapp/graph/graph-answer.js';
import { HttpClient } from '../../src/whatsapp/graph/http-client.service.js';
import { BreakerProbe } from '../../src/whatsapp/sender/breaker-probe.worker.js';
import { Breakers } from '../../src/whatsapp/sender/breaker.repository.js';
import { Leases, type LeasedMessage } from '../../src/whatsapp/sender/lease.service.js';
import { MediaUploader } from '../../src/whatsapp/media/media-uploader.worker.js';
import { MediaUploads } from '../../src/whatsapp/media/media-uploads.repository.js';
import { PictureSources } from '../../src/whatsapp/media/picture-sources.service.js';
import { MediaClient } from '../../src/whatsapp/media/media.client.js';
import type { MessageContent, OutboundMessage } from '../../src/whatsapp/message/message-content.js';
import { Outbox } from '../../src/whatsapp/sender/outbox.repository.js';
import { OutboxSweep } from '../../src/whatsapp/sender/outbox-sweep.worker.js';
import { PlaceKeeper } from '../../src/whatsapp/sender/place-keeper.service.js';
import { Places } from '../../src/whatsapp/sender/places.repository.js';
import { Reach } from '../../src/whatsapp/sender/reach.repository.js';
import { Recipients } from '../../src/whatsapp/sender/recipients.repository.js';
import { SendEffects } from '../../src/whatsapp/sender/send-effects.service.js';
import { SendQueue } from '../../src/whatsapp/sender/send-queue.repository.js';
import { SendRecord } from '../../src/whatsapp/sender/send-record.repository.js';
import { SendRecorder } from '../../src/whatsapp/sender/send-recorder.service.js';
import { TemplateSends } from '../../src/whatsapp/sender/template-sends.repository.js';
import { TemplateChecks } from '../../src/whatsapp/templates/template-checks.service.js';
import { TemplatesRepository } from '../../src/whatsapp/templates/templates.repository.js';
import { SenderHint } from '../../src/whatsapp/sender/sender-hint.service.js';
import { SenderWorker } from '../../src/whatsapp/sender/sender.worker.js';
import { WaitingMessages } from '../../src/whatsapp/sender/waiting.repository.js';
import { Statuses } from '../../src/whatsapp/statuses/statuses.repository.js';
import { openTestDatabase, type OpenTestDatabase } from '../support/open.js';
import { advance } from '../support/time.js';

export { until } from '../support/until.js';
import { readMarks } from './marks.js';

export const NUMBER = '106540352242922';
export const TOKEN = 'EAAGtesttoken';

/** One node's worth of the room, put together as the module does. */
export function wire(db: OpenTestDatabase, graphUrl: string, secrets: Secrets) {
  const config = readConfig({
    NODE_ENV: 'test',
    GRAPH_API_BASE_URL: graphUrl,
    WHATSAPP_VERIFY_TOKEN: 'a-verify-token',
    WHATSAPP_APP_SECRET: 'newer-secret,older-secret',
    WHATSAPP_ACCESS_TOKEN: TOKEN,
    WHATSAPP_PHONE_NUMBER_ID: NUMBER,
    WHATSAPP_BUSINESS_ACCOUNT_ID: '417203985561204',
  });
  const metrics = new Metrics();
  const alerts = new Alerts(config, db.database, new Jobs(), metrics);
  const stops = new ChannelStops();
  const stored = new ChannelsRepository(secrets, stops);
  const channels = new Channels(config, db.database, stored, stops);
  const merge = new ContactMerge();
  const contacts = new Contacts(new ContactIds(), merge);
  const breakers = new Breakers();
  const effects = new SendEffects(stored, stops, contacts, new Reach(), breakers, alerts, metrics);
  const templateSends = new TemplateSends();
  const templateChecks = new TemplateChecks(new Jobs());
  const statuses = new Statuses(effects, templateSends, templateChecks, metrics);
  const record = new SendRecord();
  const hint = new SenderHint();
  const uploads = new MediaUploads();
  const sources = new PictureSources();
  const http = new HttpClient();
  const graph = new GraphClient(config, http);
  const templates = new TemplatesRepository();
  const leases = new Leases(
    db.database,
    new SendQueue(),
    new Recipients(),
    channels,
    templates,
    templateSends,
    alerts,
    uploads,
    metrics,
  );
  const recorder = new SendRecorder(
    db.database,
    record,
    statuses,
    effects,
    templateSends,
    templateChecks,
    uploads,
    hint,
    metrics,
  );
  const keeper = new PlaceKeeper(db.database, new Places());
  const marks = readMarks(config, db.database, channels, graph, metrics);
  const worker = new SenderWorker(config, channels, leases, keeper, graph, recorder, marks, hint);
  const sweep = new OutboxSweep(
    db.database,
    record,
    new WaitingMessages(),
    new Recipients(),
    statuses,
    hint,
    new Ticker(config),
    metrics,
  );
  const media = new MediaClient(config, graph, http);
  const uploader = new MediaUploader(
    db.database,
    uploads,
    sources,
    channels,
    graph,
    new Ticker(config),
    metrics,
  );
  const probe = new BreakerProbe(db.database, breakers, channels, graph, hint, new Ticker(config));
  return {
    probe,
    channels,
    contacts,
    merge,
    statuses,
    graph,
    leases,
    templates,
    recorder,
    worker,
    sweep,
    media,
    sources,
    uploader,
    hint,
    http,
    metrics,
  };
}

export type Node = ReturnType<typeof wire>;

export interface OutboxRow {
  id: string;
  seq: string;
  state: string;
  reason: string | null;
  rank: number;
  tries: number;
  wamid: string | null;
  error_code: number | null;
  billable_category: string | null;
}

/** The room on a database of its own, with a Meta that sets no limits unless told to. */
export class Room {
  readonly outbox = new Outbox();
  readonly node: Node;
  channelId = '';
  private readonly nodes: Node[] = [];

  private constructor(
    readonly db: OpenTestDatabase,
    readonly meta: Simulator,
    private readonly owner: Client,
    private readonly secrets: Secrets,
  ) {
    this.node = this.addNode();
  }

  static async open(options: Partial<SimulatorOptions> = {}): Promise<Room> {
    const db = await openTestDatabase(14);
    const limits = { serviceWindow: false, pairRate: false, throughput: null };
    const meta = await Simulator.start({
      appSecret: 'newer-secret',
      accessToken: TOKEN,
      numbers: [{ phoneNumberId: NUMBER, limits }],
      ...options,
    });
    const owner = new Client({ connectionString: db.ownerUrl });
    await owner.connect();
    const room = new Room(db, meta, owner, new Secrets([randomBytes(32)]));
    await room.node.channels.onModuleInit();
    room.channelId = (await room.node.channels.byPhoneNumberId(NUMBER))!.id;
    return room;
  }

  /** Another process on the same database. */
  addNode(): Node {
    const node = wire(this.db, this.meta.url, this.secrets);
    this.nodes.push(node);
    return node;
  }

  async close(): Promise<void> {
    for (const node of this.nodes) await node.worker.beforeApplicationShutdown();
    for (const node of this.nodes) node.http.onApplicationShutdown();
    await this.meta.stop();
    await this.owner.end();
    await this.db.close();
  }

  /** A contact who wrote just now. */
  async contact(
    waId = String(573_000_000_000 + Math.floor(Math.random() * 1e9)),
  ): Promise<{ id: string; waId: string }> {
    const [id] = await this.db.database.transact((tx) =>
      this.node.contacts.resolve(tx, FIRST_PORTFOLIO, [{ waId }]),
    );
    await this.openWindow(id!);
    return { id: id!, waId };
  }

  async openWindow(contactId: string, channelId = this.channelId): Promise<void> {
    await this.db.database.transact((tx) =>
      tx.run(
        `insert into conversation (channel_id, contact_id, state, window_ends_at) values ($1, $2, '{}', app_now() + interval '24 hours')
         on conflict (channel_id, contact_id) do update set window_ends_at = excluded.window_ends_at`,
        [channelId, contactId],
      ),
    );
  }

  /** Puts messages into the outbox and says so; texts are enough for most tests. */
  async enqueue(contactId: string, ...messages: (string | Partial<OutboundMessage>)[]): Promise<string[]> {
    await this.db.database.transact((tx) =>
      this.outbox.enqueue(
        tx,
        messages.map((message) => ({
          channelId: this.channelId,
          contactId,
          purpose: 'reply',
          content: text(typeof message === 'string' ? message : 'hola'),
          ...(typeof message === 'string' ? {} : message),
        })),
      ),
    );
    this.node.hint.raise();
    const rows = await this.rows(contactId);
    return rows.slice(-messages.length).map((row) => row.id);
  }

  rows(contactId: string): Promise<OutboxRow[]> {
    return this.db.database.rows<OutboxRow & Record<string, unknown>>(
      `select id, seq, state, reason, rank, tries, wamid, error_code, billable_category from outbox where contact_id = $1 order by seq`,
      [contactId],
    );
  }

  async states(contactId: string): Promise<string[]> {
    return (await this.rows(contactId)).map(({ state, reason }) =>
      reason === null ? state : `${state} ${reason}`,
    );
  }

  /** Bodies Meta took for this person, in order, copies included. */
  arrived(waId: string): string[] {
    return this.meta
      .accepted()
      .filter(({ phone }) => phone.person.waId === waId)
      .map(({ message }) => message.text ?? '');
  }

  /** News waiting in a contact's mailbox. */
  async news(contactId: string): Promise<unknown[]> {
    const rows = await this.db.database.rows<{ news: unknown }>(
      `select news from inbox where contact_id = $1 and kind = 'news' order by id`,
      [contactId],
    );
    return rows.map((row) => row.news);
  }

  /** What the webhook does with a status of Meta. */
  async told(
    callbackId: string | null,
    status: string,
    more: { wamid?: string; code?: number } = {},
  ): Promise<void> {
    await this.db.database.transact((tx) =>
      this.node.statuses.fold(tx, [
        { callbackId, wamid: more.wamid ?? null, status, errorCode: more.code ?? null, metaAt: null },
      ]),
    );
  }

  /** Moves the database's clock. */
  async later(seconds: number): Promise<void> {
    await advance(this.owner, seconds * 1000);
  }

  /** One step of the sender without its loop: lease, send, record. The number of chats it looked at. */
  async step(node: Node = this.node): Promise<number> {
    const { messages, looked } = await node.leases.take(128);
    await Promise.all(messages.map((one) => this.deliver(one, node)));
    return looked;
  }

  /** Leases what is due and sends it, and dies before anything is recorded. */
  async sendAndDie(): Promise<number> {
    const { messages } = await this.node.leases.take(128);
    for (const message of messages) await this.send(message);
    return messages.length;
  }

  /** Steps until there is nothing to do now. */
  async drain(): Promise<void> {
    for (let idle = 0; idle < 3;) {
      idle = (await this.step()) === 0 ? idle + 1 : 0;
      if (idle > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  private async deliver(message: LeasedMessage, node: Node): Promise<void> {
    await node.recorder.add(message, await this.send(message));
  }

  private async send(message: LeasedMessage): Promise<SendOutcome> {
    const channel = await this.node.channels.byId(message.channelId);
    return this.node.graph.send(channel!, message.body);
  }
}

export function text(body: string): MessageContent {
  return { kind: 'text', body };
}
