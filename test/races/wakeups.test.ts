import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InboxRepository, putNews } from '../../src/platform/index.js';
import { openTestDatabase, type OpenTestDatabase } from '../support/open.js';
import { makeContacts } from '../support/people.js';

/** Every statement of writers and workers is one step; steps of all connections mix as the network lets them. */
const STEPS = 100_000;
const WRITERS = 5;
const WORKERS = 5;
const LANES = 12;

describe('wake-ups', () => {
  let db: OpenTestDatabase;
  const inbox = new InboxRepository();

  beforeAll(async () => {
    db = await openTestDatabase(WRITERS + WORKERS + 1);
  });
  afterAll(() => db.close());

  it(
    'are never lost, however the statements of ten connections interleave',
    { timeout: 120_000 },
    async () => {
      const lanes = await makeContacts(db.database, LANES);
      const order = new Map<string, string[]>(lanes.map((lane) => [lane, []]));
      let steps = 0;
      let written = 0;
      const writers = { busy: true };

      const writer = async (): Promise<void> => {
        while (steps < STEPS) {
          await db.database.transact(async (tx) => {
            const items = Math.random() < 0.5 ? 1 : 3;
            for (let i = 0; i < items; i++) {
              await putNews(tx, [{ contactId: pick(lanes), news: { type: 'x' } }]);
              written++;
              steps++;
              if (Math.random() < 0.2) await pause();
            }
          });
          steps += 2; // begin and commit
        }
      };
      const worker = async (): Promise<void> => {
        for (let idle = 0; writers.busy || idle < 3;) {
          const claimed = await db.database.transact(async (tx) => {
            const ids = await inbox.claim(tx, 3);
            steps += 2;
            if (ids.length === 0) return 0;
            if (Math.random() < 0.3) await pause();
            const pending = await inbox.pending(tx, ids);
            if (Math.random() < 0.3) await pause();
            const done = pending.flatMap((lane) => lane.items.slice(0, Math.random() < 0.5 ? 1 : 10));
            for (const item of done) order.get(item.laneId)?.push(item.id);
            await inbox.finish(
              tx,
              done.map((item) => item.id),
              [],
            );
            await inbox.wakeRemaining(tx, ids);
            steps += 4;
            return ids.length;
          });
          idle = claimed === 0 ? idle + 1 : 0;
        }
      };
      const workers = Array.from({ length: WORKERS }, worker);
      await Promise.all(Array.from({ length: WRITERS }, writer));
      writers.busy = false;
      await Promise.all(workers);

      const left = await db.database.first<{ pending: string; wakeups: string }>(
        `select (select count(*) from inbox where state = 'pending') as pending, (select count(*) from inbox_wakeup) as wakeups`,
      );
      expect(left).toEqual({ pending: '0', wakeups: '0' });
      expect(steps).toBeGreaterThanOrEqual(STEPS);
      expect([...order.values()].flat()).toHaveLength(written);
      for (const ids of order.values()) expect(new Set(ids).size).toBe(ids.length);
    },
  );
});

function pick<T>(items: readonly T[]): T {
  return items[Math.floor(Math.random() * items.length)]!;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
