import type { Parts } from './parts.js';
import type { WebhookCounts } from './webhook-sender.js';

export interface Stats {
  /** sends accepted so far, also the cursor of the newest */
  accepted: number;
  /** sends accepted by phone number id */
  acceptedByNumber: Record<string, number>;
  /** refused requests by error code */
  refused: Record<string, number>;
  /** requests that still meet a fault */
  faultsWaiting: number;
  phones: number;
  webhooks: WebhookCounts;
}

export function readStats(parts: Parts): Stats {
  return {
    accepted: parts.accepted.seq,
    acceptedByNumber: Object.fromEntries(parts.accepted.byNumber),
    refused: Object.fromEntries(parts.refused),
    faultsWaiting: parts.faults.waiting,
    phones: parts.phones.size,
    webhooks: { ...parts.sender.counts },
  };
}
