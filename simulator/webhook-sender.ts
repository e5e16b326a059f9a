import { retryDelayMs } from './backoff.js';
import { envelope, type Update } from './envelope.js';
import { escapeJson } from './escape.js';
import type { HttpClient } from './http-client.js';
import type { Routing } from './management/routing.js';
import { signatureHeaders } from './signature.js';
import { WebhookLanes, type Item, type Lane } from './webhook-lanes.js';

export interface WebhookPolicy {
  /** updates per POST at most; Meta's own ceiling is 1,000 */
  batch: number;
  /** POSTs under way at once */
  concurrency: number;
  /** how often each POST is repeated after it was answered with 200 */
  duplicates: number;
  /** send in random order, the messages of one person too */
  disorder: boolean;
  /** hold everything back, as in an outage between Meta and the business */
  paused: boolean;
  /** factor on the pauses between tries: 1 is Meta's pace, tests take 0.001 */
  retryScale: number;
  /** an update older than this is given up, by default after seven days */
  horizonMs: number;
  /** no answer for this long counts as a failure */
  timeoutMs: number;
}

export interface WebhookCounts {
  /** updates put in, and not yet settled */
  pending: number;
  /** POSTs answered with 200, and those that were not */
  posted: number;
  failed: number;
  /** updates given up */
  dropped: number;
}

interface Post {
  url: URL;
  body: string;
  headers: Record<string, string>;
  items: Item[];
  lanes: Lane[];
  failures: number;
  firstAt: number;
}

/** Tells the business what happened: signed POSTs to its callback URL, repeated until one is answered 200. */
export class WebhookSender {
  readonly counts: WebhookCounts = { pending: 0, posted: 0, failed: 0, dropped: 0 };
  readonly #lanes = new WebhookLanes();
  readonly #retries: Post[] = [];
  readonly #sleeping = new Map<NodeJS.Timeout, Post>();
  readonly #idle: (() => void)[] = [];
  #underWay = 0;
  #scheduled = false;
  #stopped = false;
  #laneNumber = 0;

  constructor(
    private readonly policy: WebhookPolicy,
    private readonly appSecret: string,
    private readonly http: HttpClient,
    private readonly routing: Routing,
  ) {}

  /** Puts an update behind the others of its lane. Resolves with whether the business took it. */
  enqueue(lane: string, update: Update): Promise<boolean> {
    if (this.#stopped || !this.routing.wanted(update)) return Promise.resolve(false);
    this.counts.pending += 1;
    const key = this.policy.disorder ? `any ${(this.#laneNumber += 1)}` : lane;
    return new Promise((resolve) => {
      this.#lanes.add(key, { update, settle: resolve });
      this.wake();
    });
  }

  /** Looks for work; to be called after a change of the policy. One turn later, so that batches fill. */
  wake(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#pump();
    });
  }

  /** Resolves when nothing waits for an answer of the business. */
  idle(): Promise<void> {
    return this.counts.pending === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve));
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#sleeping.keys()) clearTimeout(timer);
    const posts = [...this.#retries.splice(0), ...this.#sleeping.values()];
    this.#sleeping.clear();
    this.#settle([...posts.flatMap((post) => post.items), ...this.#lanes.drain()], false);
  }

  #pump(): void {
    while (!this.#stopped && !this.policy.paused && this.#underWay < this.policy.concurrency) {
      const post = this.#retries.shift() ?? this.#nextPost();
      if (!post) return;
      void this.#send(post);
    }
  }

  #nextPost(): Post | undefined {
    const taken = this.#lanes.take(this.policy.batch, this.policy.disorder, (update) =>
      this.routing.destination(update),
    );
    if (!taken) return undefined;
    const { items, lanes, destination } = taken;
    const body = escapeJson(envelope(items.map((item) => item.update)));
    const headers = { 'Content-Type': 'application/json', ...signatureHeaders(this.appSecret, body) };
    return { url: new URL(destination), body, headers, items, lanes, failures: 0, firstAt: Date.now() };
  }

  async #send(post: Post): Promise<void> {
    this.#underWay += 1;
    const taken = await this.#attempt(post);
    if (taken) await Promise.all(Array.from({ length: this.policy.duplicates }, () => this.#attempt(post)));
    this.#underWay -= 1;
    if (taken) this.#finish(post, true);
    else this.#later(post);
    this.#pump();
  }

  async #attempt({ items, url, body, headers }: Post): Promise<boolean> {
    const options = { method: 'POST', headers, body, timeoutMs: this.policy.timeoutMs };
    // The callback URL may have been moved while a retry waited.
    const place = items[0] && this.routing.destination(items[0].update);
    const status = await this.http.request(place === undefined ? url : new URL(place), options).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) this.counts.posted += 1;
    else this.counts.failed += 1;
    return status === 200;
  }

  #later(post: Post): void {
    post.failures += 1;
    if (this.#stopped || Date.now() - post.firstAt >= this.policy.horizonMs) {
      this.#finish(post, false);
      return;
    }
    const timer = setTimeout(
      () => {
        this.#sleeping.delete(timer);
        this.#retries.push(post);
        this.#pump();
      },
      retryDelayMs(post.failures) * this.policy.retryScale,
    );
    this.#sleeping.set(timer, post);
  }

  #finish(post: Post, delivered: boolean): void {
    this.#lanes.release(post.lanes);
    this.#settle(post.items, delivered);
  }

  #settle(items: readonly Item[], delivered: boolean): void {
    for (const item of items) item.settle(delivered);
    this.counts.pending -= items.length;
    if (!delivered) this.counts.dropped += items.length;
    if (this.counts.pending === 0) for (const told of this.#idle.splice(0)) told();
  }
}
