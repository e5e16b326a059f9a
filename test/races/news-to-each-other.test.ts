import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InboxRepository, isPassingFault, putNews } from '../../src/platform/index.js';
import { openTestDatabase, type OpenTestDatabase } from '../support/open.js';
import { makeContacts } from '../support/people.js';

const CONTACTS = 1_000;
const WORKERS = 8;

describe('a thousand contacts', () => {
  let db: OpenTestDatabase;
  const inbox = new InboxRepository();

  beforeAll(async () => {
    db = await openTestDatabase(WORKERS + 1);
  });
  afterAll(() => db.close());

  it('posting news into each other’s mailboxes while their own lanes are held meet no deadlock', async () => {
    const contacts = await makeContacts(db.database, CONTACTS);
    await db.database.transact((tx) =>
      putNews(
        tx,
        contacts.map((contactId) => ({ contactId, news: { type: 'start' } })),
      ),
    );
    let faults = 0;
    let answered = 0;
    const worker = async (): Promise<void> => {
      for (let idle = 0; idle < 3;) {
        try {
          const claimed = await db.database.transact(async (tx) => {
            const lanes = await inbox.claim(tx, 32);
            const items = (await inbox.pending(tx, lanes)).flatMap((lane) => lane.items);
            for (const item of items.filter((one) => one.type === 'start')) {
              const others = [1, 17, 403].map(
                (step) => contacts[(contacts.indexOf(item.laneId) + step) % CONTACTS]!,
              );
              await putNews(
                tx,
                others.map((contactId) => ({ contactId, news: { type: 'answer' } })),
              );
            }
            answered += items.filter((one) => one.type === 'answer').length;
            await inbox.finish(
              tx,
              items.map((item) => item.id),
              [],
            );
            await inbox.wakeRemaining(tx, lanes);
            return lanes.length;
          });
          idle = claimed === 0 ? idle + 1 : 0;
        } catch (error) {
          if (!isPassingFault(error)) throw error;
          faults++;
        }
      }
    };
    await Promise.all(Array.from({ length: WORKERS }, worker));
    expect(faults).toBe(0);
    expect(answered).toBe(CONTACTS * 3);
  });
});
