import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Acceptance } from './acceptance.js';
import { AcceptedLog, type Accepted } from './accepted-log.js';
import { sendChange, sendStatus, type ChangeOptions } from './changes.js';
import { Faults, type Fault } from './faults.js';
import { HttpClient } from './http-client.js';
import { MediaStore, type StoredMedia } from './media-store.js';
import { Numbers, type BusinessNumber, type NumberOptions } from './numbers.js';
import type { SimulatorOptions } from './options.js';
import type { Parts } from './parts.js';
import { personContact, type Person } from './person.js';
import type { Phone } from './phone.js';
import { Phones } from './phones.js';
import { applyPolicy, defaultPolicy, type Policy, type PolicyChanges } from './policy.js';
import { buildServer } from './server.js';
import { readStats, type Stats } from './stats.js';
import { Statuses, type Status } from './statuses.js';
import { standardValidator } from './validate/validator.js';
import { WebhookSender } from './webhook-sender.js';

/** Meta and everybody's phones, in one process. */
export class Simulator {
  readonly #parts: Parts;
  readonly #http: HttpClient;
  readonly #app: FastifyInstance;

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
    return simulator;
  }

  /** Stops listening, gives up what was not yet told. */
  async stop(): Promise<void> {
    const { statuses, sender, accepted } = this.#parts;
    statuses.stop();
    sender.stop();
    accepted.stop();
    this.#http.close();
    await this.#app.close();
  }

  /** Base address of the Graph API, without version: `http://127.0.0.1:4711`. */
  get url(): string {
    const { address, port } = this.#app.server.address() as AddressInfo;
    return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
  }

  get webhookUrl(): string | undefined {
    return this.#parts.sender.url;
  }

  set webhookUrl(url: string | undefined) {
    this.#parts.sender.url = url;
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
    const url = new URL(this.webhookUrl);
    const challenge = String(Math.floor(Math.random() * 2 ** 31));
    url.searchParams.set('hub.mode', 'subscribe');
    url.searchParams.set('hub.challenge', challenge);
    url.searchParams.set('hub.verify_token', verifyToken);
    const answer = await this.#http.request(url, { method: 'GET', timeoutMs: 10_000 });
    return answer.status === 200 && answer.body === challenge;
  }
}

function assemble(options: SimulatorOptions, http: HttpClient): Parts {
  const now = options.now ?? Date.now;
  const policy = defaultPolicy();
  applyPolicy(policy, options);
  const numbers = new Numbers();
  for (const number of options.numbers) numbers.add(number);
  const sender = new WebhookSender(policy.webhooks, options.appSecret, http);
  sender.url = options.webhookUrl;
  const media = new MediaStore(now);
  const phones = new Phones({ now, media, tell: teller(sender) });
  const accepted = new AcceptedLog();
  const acceptance = new Acceptance(standardValidator(), phones, media, accepted, now);
  const statuses = new Statuses(policy.statuses, sender, now);
  const { accessToken } = options;
  return {
    accessToken,
    now,
    policy,
    numbers,
    phones,
    media,
    faults: new Faults(),
    acceptance,
    accepted,
    statuses,
    sender,
    refused: new Map(),
  };
}

/** A person's messages to one number share a lane, so they arrive in the order typed. */
function teller(
  sender: WebhookSender,
): (phone: Phone, item: Record<string, unknown>, named: boolean) => Promise<boolean> {
  return (phone, item, named) => {
    const contact = named ? personContact(phone.person) : undefined;
    return sender.enqueue(phone.id, { kind: 'messages', number: phone.number, contact, item });
  };
}
