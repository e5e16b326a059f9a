import { HORIZON_MS } from './backoff.js';
import type { StatusPolicy } from './statuses.js';
import type { WebhookPolicy } from './webhook-sender.js';

/** How this Meta behaves; may be changed while it runs. */
export interface Policy {
  /** time between taking a message and answering, ms */
  answerTimeMs: number;
  statuses: StatusPolicy;
  webhooks: WebhookPolicy;
}

export interface PolicyChanges {
  answerTimeMs?: number;
  statuses?: Partial<StatusPolicy>;
  webhooks?: Partial<WebhookPolicy>;
}

export function defaultPolicy(): Policy {
  return {
    answerTimeMs: 0,
    statuses: {
      sent: true,
      delivered: true,
      read: true,
      delayMs: 0,
      duplicates: 0,
      disorder: false,
      beforeAnswer: false,
    },
    webhooks: {
      batch: 1,
      concurrency: 32,
      duplicates: 0,
      disorder: false,
      paused: false,
      retryScale: 1,
      horizonMs: HORIZON_MS,
      timeoutMs: 20_000,
    },
  };
}

/** Changes in place: the parts of the simulator hold on to the same object. */
export function applyPolicy(policy: Policy, changes: PolicyChanges): void {
  policy.answerTimeMs = changes.answerTimeMs ?? policy.answerTimeMs;
  Object.assign(policy.statuses, changes.statuses);
  Object.assign(policy.webhooks, changes.webhooks);
}
