import { invariant } from '../kernel/index.js';
import type { Jobs, Transaction } from '../platform/index.js';

export const FEED = 'broadcast.feed';

/** Has the broadcast go on then; one job waits per broadcast. */
export function addFeed(jobs: Jobs, tx: Transaction, broadcastId: string, runAt: Date | null): Promise<void> {
  const options = { jobKey: `${FEED}:${broadcastId}`, ...(runAt === null ? {} : { runAt }) };
  return jobs.add(tx, FEED, { broadcastId }, options);
}

export function readFeed(payload: unknown): string {
  const id =
    typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'broadcastId') : undefined;
  invariant(typeof id === 'string', 'a feed job names its broadcast');
  return id;
}
