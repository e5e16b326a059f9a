import type { Accepted } from './accepted-log.js';
import type { Fields, Update } from './envelope.js';
import { statusError } from './errors.js';
import { personContact } from './person.js';
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

/** Reports on messages of the business (page "Status messages webhook reference"). */
export class Statuses {
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #idle: (() => void)[] = [];
  #lane = 0;

  constructor(
    private readonly policy: StatusPolicy,
    private readonly sender: WebhookSender,
    private readonly now: () => number,
  ) {}

  /** Steps that wait for their time. */
  get planned(): number {
    return this.#timers.size;
  }

  /** Tells the story of a message by the policy, or `failed` with `failedCode`. */
  report(accepted: Accepted, failedCode?: number): void {
    const story: Status[] = failedCode === undefined ? this.#story(accepted) : ['failed'];
    story.forEach((status, step) => {
      const tell = (): void => {
        for (let copy = 0; copy <= this.policy.duplicates; copy += 1)
          void this.tell(accepted, status, failedCode);
      };
      if (this.policy.delayMs <= 0) tell();
      else this.#later(tell, this.policy.delayMs * (step + 1));
    });
  }

  /** Tells one status now. Resolves with whether the business took it. */
  tell(accepted: Accepted, status: Status, failedCode?: number): Promise<boolean> {
    const { number, person } = accepted.phone;
    const lane = this.policy.disorder ? `status ${(this.#lane += 1)}` : accepted.wamid;
    const contact = status === 'failed' ? undefined : personContact(person);
    const item = statusItem(accepted, status, this.now(), failedCode);
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

  #story({ message }: Accepted): Status[] {
    const steps: Status[] = message.type === 'reaction' ? ['sent'] : ['sent', 'delivered', 'read'];
    const told = steps.filter((step) => this.policy[step as 'sent' | 'delivered' | 'read']);
    return this.policy.disorder ? told.toReversed() : told;
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
  { wamid, phone, message }: Accepted,
  status: Status,
  now: number,
  failedCode?: number,
): Fields {
  const { waId, userId } = phone.person;
  const category = message.type === 'template' ? 'utility' : 'service';
  const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category };
  return {
    id: wamid,
    status,
    timestamp: String(Math.floor(now / 1000)),
    ...(waId === undefined ? {} : { recipient_id: waId }),
    ...(userId === undefined ? {} : { recipient_user_id: userId }),
    ...(message.callbackData === undefined ? {} : { biz_opaque_callback_data: message.callbackData }),
    ...(status === 'sent' || status === 'delivered' ? { pricing } : {}),
    ...(status === 'failed' ? { errors: [statusError(failedCode ?? 131_000)] } : {}),
  };
}
