import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Accepted } from './accepted-log.js';
import { assemble } from './assemble.js';
import { Beacon } from './beacon/beacon.js';
import { echo, handOver, setMarketing, type Handover } from './business-app.js';
import { sendChange, sendSample, sendStatus, sendTest, type ChangeOptions } from './changes.js';
import type { Fault } from './faults.js';
import { HttpClient } from './http-client.js';
import type { Account } from './management/account.js';
import { shakeHands } from './management/handshake.js';
import type { MetaApp } from './management/meta-app.js';
import type { StoredMedia } from './media-store.js';
import type { BusinessNumber, NumberOptions } from './numbers.js';
import type { SimulatorOptions } from './options.js';
import type { Parts } from './parts.js';
import type { Person } from './person.js';
import type { Phone } from './phone.js';
import { applyPolicy, type Policy, type PolicyChanges } from './policy.js';
import { buildServer } from './server.js';
import { readStats, type Stats } from './stats.js';
import type { Status } from './statuses.js';
import { readDraft } from './templates/template-draft.js';
import type { TemplateEvent, TemplateNews } from './templates/template-news.js';
import type { Template, TemplateStatus } from './templates/template.js';

/** Meta and everybody's phones, in one process. */
export class Simulator {
  readonly #parts: Parts;
  readonly #http: HttpClient;
  readonly #app: FastifyInstance;
  #beacon: Beacon | undefined;

  private constructor(options: SimulatorOptions) {
    this.#http = new HttpClient();
    this.#parts = assemble(options, this.#http);
    this.#app = buildServer(this.#parts);
  }

  /** Listens, and sends webhooks as soon as it knows where to. */
  static async start(options: SimulatorOptions): Promise<Simulator> {
    const simulator = new Simulator(options);
    await simulator.#app.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' });
    simulator.#parts.media.baseUrl = simulator.url;
    if (options.beacon)
      simulator.#beacon = await Beacon.start({ ...options.beacon, now: simulator.#parts.now });
    return simulator;
  }

  /** Stops listening, gives up what was not yet told. */
  async stop(): Promise<void> {
    const { statuses, sender, accepted, review } = this.#parts;
    statuses.stop();
    review.stop();
    sender.stop();
    accepted.stop();
    this.#http.close();
    await this.#beacon?.stop();
    await this.#app.close();
  }

  /** Base address of the Graph API, without version: `http://127.0.0.1:4711`. */
  get url(): string {
    const { address, port } = this.#app.server.address() as AddressInfo;
    return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
  }

  /** The public beacon, if one was asked for; its relays take faults. */
  get beacon(): Beacon {
    if (!this.#beacon) throw new Error('started without a beacon');
    return this.#beacon;
  }

  get webhookUrl(): string | undefined {
    return this.#parts.routing.callbackUrl;
  }

  set webhookUrl(url: string | undefined) {
    this.#parts.routing.callbackUrl = url;
    this.#parts.sender.wake();
  }

  get policy(): Readonly<Policy> {
    return this.#parts.policy;
  }

  configure(changes: PolicyChanges): void {
    applyPolicy(this.#parts.policy, changes);
    this.#parts.sender.wake();
  }

  addNumber(options: NumberOptions): BusinessNumber {
    return this.#parts.numbers.add(options);
  }

  /** The business number with this id, or the first; its `limits` and `fields` may be changed. */
  number(phoneNumberId?: string): BusinessNumber {
    return this.#parts.numbers.pick(phoneNumberId);
  }

  /** The Meta app: token, subscription, mode; may be changed. */
  get app(): MetaApp {
    return this.#parts.app;
  }

  /** The account with this id, or that of the first number. */
  account(wabaId?: string): Account {
    return this.#parts.accounts.get(wabaId ?? this.number().wabaId);
  }

  /** Puts a template into an account as if it had been there before; nobody is told. `body` as for creation. */
  addTemplate(body: object, status: TemplateStatus = 'APPROVED', wabaId?: string): Template {
    const draft = readDraft({ ...body });
    return this.#parts.templates.add(this.account(wabaId).wabaId, draft, status);
  }

  template(name: string, language: string, wabaId?: string): Template | undefined {
    return this.#parts.templates.find(this.account(wabaId).wabaId, name, language);
  }

  /** Something happens to a template: its status follows, the business is told. */
  templateHappens(template: Template, event: TemplateEvent, news?: TemplateNews): void {
    this.#parts.review.happens(template, event, news);
  }

  /** The phone of a person, in the chat with the given number (default: the first). */
  person(person: Person, phoneNumberId?: string): Phone {
    return this.#parts.phones.open(this.number(phoneNumberId), person);
  }

  /** Orders trouble for the next requests; a bare number is an error code. */
  failNext(fault: number | Fault): void {
    this.#parts.faults.add(typeof fault === 'number' ? { code: fault } : fault);
  }

  clearFaults(): void {
    this.#parts.faults.clear();
  }

  /** Tells a change of any field of the account, e.g. `message_template_status_update`. */
  sendChange(field: string, value: unknown, options: ChangeOptions = {}): Promise<boolean> {
    return sendChange(this.#parts, field, value, options);
  }

  /** Tells a change out of the catalogue: the sample `<field>--<what>`, or any of the field. */
  sendSample(field: string, what?: string): Promise<boolean> {
    return sendSample(this.#parts, field, what);
  }

  /** The dashboard's "Test" button of a field. */
  sendTest(field: string): Promise<boolean> {
    return sendTest(this.#parts, field);
  }

  /** The person stops or resumes marketing messages. */
  setMarketing(phone: Phone, value: 'stop' | 'resume'): Promise<boolean> {
    return setMarketing(this.#parts, phone, value);
  }

  /** Somebody answers a chat from the WhatsApp Business app on the same number. */
  echo(phone: Phone, body: string): Promise<boolean> {
    return echo(this.#parts, phone, body);
  }

  /** Control of a chat is `taken` from the business, or `passed` to it. */
  handOver(phone: Phone, type: Handover): Promise<boolean> {
    return handOver(this.#parts, phone, type);
  }

  /** Tells a status of an accepted message now, whatever the policy. `failed` carries `code`. */
  sendStatus(wamid: string, status: Status, code?: number): Promise<boolean> {
    return sendStatus(this.#parts, wamid, status, code);
  }

  /** Sends accepted after `seq`, oldest first. */
  accepted(seq = 0, limit = Number.MAX_SAFE_INTEGER): Accepted[] {
    return this.#parts.accepted.since(seq, limit);
  }

  media(id: string): StoredMedia | undefined {
    return this.#parts.media.get(id);
  }

  stats(): Stats {
    return readStats(this.#parts);
  }

  /** Resolves when every webhook was taken and no status waits for its time. */
  async idle(): Promise<void> {
    const { statuses, sender } = this.#parts;
    await nextTurn();
    while (statuses.planned > 0 || sender.counts.pending > 0) {
      await (sender.counts.pending > 0 ? sender.idle() : statuses.idle());
      await nextTurn();
    }
  }

  /** What Meta does when the callback URL is saved: GET with a challenge, which must come back. */
  async verifyWebhook(verifyToken: string): Promise<boolean> {
    if (this.webhookUrl === undefined) throw new Error('webhookUrl is not set');
    return (await shakeHands(this.#http, this.webhookUrl, verifyToken)) === undefined;
  }
}
