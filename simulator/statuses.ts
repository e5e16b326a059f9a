import type { Accepted } from './accepted-log.js';
import type { Fields, Update } from './envelope.js';
import { statusError } from './errors.js';
import { personContact } from './person.js';
import { priced, type PricingPolicy } from './pricing.js';
import type { WebhookSender } from './webhook-sender.js';

export type Status = 'sent' | 'delivered' | 'read' | 'played' | 'failed';

/** Which statuses Meta tells of each accepted message, and how badly. */
export interface StatusPolicy {
  sent: boolean;
  delivered: boolean;
  read: boolean;
  /** pause before each of them, ms */
  delayMs: number;
  /** how often each is repeated in a POST of its own */
  duplicates: number;
  /** `read` first, `sent` last, and in no lane */
  disorder: boolean;
  /** start when the message is taken, not when the request was answered */
  beforeAnswer: boolean;
}

/** How the statuses of one message differ from the policy. */
export interface Story extends Partial<Pick<StatusPolicy, 'disorder' | 'duplicates' | 'delayMs'>> {
  /** nothing but `failed` with this code */
  failed?: number;
  /** `failed` with this code, and `delivered` after it */
  failedFirst?: number;
  /** none at all */
  silent?: boolean;
}

/** Reports on messages of the business (page "Status messages webhook reference"). */
export class Statuses {
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #idle: (() => void)[] = [];
  #lane = 0;

  constructor(
    private readonly policy: StatusPolicy,
    private readonly pricing: PricingPolicy,
    private readonly sender: WebhookSender,
    private readonly now: () => number,
  ) {}

  /** Steps that wait for their time. */
  get planned(): number {
    return this.#timers.size;
  }

  /** Tells the story of a message by the policy, changed by its own. */
  report(accepted: Accepted, story: Story = {}): void {
    const { duplicates, delayMs, disorder } = { ...this.policy, ...story };
    const code = story.failed ?? story.failedFirst;
    const steps = this.#steps(accepted, story);
    (disorder ? steps.toReversed() : steps).forEach((status, step) => {
      const tell = (): void => {
        for (let copy = 0; copy <= duplicates; copy += 1) void this.tell(accepted, status, code);
      };
      if (delayMs <= 0) tell();
      else this.#later(tell, delayMs * (step + 1));
    });
  }

  /** Does something later, as part of what `idle` waits for. */
  after(delayMs: number, action: () => void): void {
    this.#later(action, delayMs);
  }

  /** Tells one status now. Resolves with whether the business took it. */
  tell(accepted: Accepted, status: Status, failedCode?: number): Promise<boolean> {
    const { number, person } = accepted.phone;
    const lane = this.policy.disorder ? `status ${(this.#lane += 1)}` : accepted.wamid;
    const contact = status === 'failed' ? undefined : personContact(person);
    const item = statusItem(accepted, status, this.now(), this.pricing, failedCode);
    const update: Update = { kind: 'statuses', number, contact, item };
    return this.sender.enqueue(lane, update);
  }

  /** Resolves when no step waits for its time. */
  idle(): Promise<void> {
    return this.planned === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve));
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#tellIdle();
  }

  #steps({ message }: Accepted, { failed, failedFirst, silent }: Story): Status[] {
    if (silent === true) return [];
    if (failed !== undefined) return ['failed'];
    if (failedFirst !== undefined) return ['failed', 'delivered'];
    const steps =
      message.type === 'reaction' ? (['sent'] as const) : (['sent', 'delivered', 'read'] as const);
    return steps.filter((step) => this.policy[step]);
  }

  #later(action: () => void, delayMs: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
      this.#tellIdle();
    }, delayMs);
    this.#timers.add(timer);
  }

  #tellIdle(): void {
    if (this.planned === 0) for (const told of this.#idle.splice(0)) told();
  }
}

function statusItem(
  accepted: Accepted,
  status: Status,
  now: number,
  prices: PricingPolicy,
  code = 131_000,
): Fields {
  const { wamid, phone, message } = accepted;
  const { waId, userId } = phone.person;
  return {
    id: wamid,
    status,
    timestamp: String(Math.floor(now / 1000)),
    ...(waId === undefined ? {} : { recipient_id: waId }),
    ...(userId === undefined ? {} : { recipient_user_id: userId }),
    ...(message.callbackData === undefined ? {} : { biz_opaque_callback_data: message.callbackData }),
    ...(message.templateId === undefined ? {} : { template_id: message.templateId }),
    ...(status === 'sent' || status === 'delivered' ? priced(accepted, prices) : {}),
    ...(status === 'failed' ? { errors: [statusError(code)] } : {}),
  };
}
