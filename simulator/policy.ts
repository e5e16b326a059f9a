import { HORIZON_MS } from './backoff.js';
import type { UsagePolicy } from './management/usage.js';
import type { PricingPolicy } from './pricing.js';
import type { StatusPolicy } from './statuses.js';
import type { ReviewPolicy } from './templates/template-review.js';
import type { WebhookPolicy } from './webhook-sender.js';

/** How this Meta behaves; may be changed while it runs. */
export interface Policy {
  /** time between taking a message and answering, ms */
  answerTimeMs: number;
  /** `any`: every template sent is taken as approved; `known`: only those of the account, as they are */
  templates: 'any' | 'known';
  review: ReviewPolicy;
  usage: UsagePolicy;
  pricing: PricingPolicy;
  statuses: StatusPolicy;
  webhooks: WebhookPolicy;
}

export interface PolicyChanges {
  answerTimeMs?: number;
  templates?: Policy['templates'];
  review?: Partial<ReviewPolicy>;
  usage?: Partial<UsagePolicy>;
  pricing?: Partial<PricingPolicy>;
  statuses?: Partial<StatusPolicy>;
  webhooks?: Partial<WebhookPolicy>;
}

export function defaultPolicy(): Policy {
  return {
    answerTimeMs: 0,
    templates: 'any',
    review: { delayMs: 0, outcome: 'APPROVED', reason: 'INVALID_FORMAT' },
    usage: { managementPerHour: 5000, app: null, business: null, regainMinutes: 5 },
    pricing: { service: 'regular', unknownTemplate: 'utility' },
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
  policy.templates = changes.templates ?? policy.templates;
  Object.assign(policy.review, changes.review);
  Object.assign(policy.usage, changes.usage);
  Object.assign(policy.pricing, changes.pricing);
  Object.assign(policy.statuses, changes.statuses);
  Object.assign(policy.webhooks, changes.webhooks);
}
