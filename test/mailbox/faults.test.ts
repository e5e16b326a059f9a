import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ChangeHandler,
  type ChangeOutcome,
  InboxHint,
  InboxRepository,
  InboxWorker,
  LaneHandler,
  Metrics,
  putNews,
  readConfig,
  type Lane,
  type LaneItem,
  type LaneMode,
  type LaneResult,
  type Transaction,
} from '../../src/platform/index.js';
import { openTestDatabase, withOwner, type OpenTestDatabase } from '../support/open.js';
import { makeContacts } from '../support/people.js';
import { advance, setNow } from '../support/time.js';

/** Fails on news of type `poison`; notes the rest in the order it came. */
class Handler extends LaneHandler {
  readonly seen: string[] = [];
  readonly givenUp: string[] = [];
  failWith: (tx: Transaction) => Promise<void> = () => Promise.reject(new Error('cannot be handled'));
  /** What `merge` news waits for. */
  busy = true;
  looked = 0;

  async handle(tx: Transaction, lanes: readonly Lane[], mode: LaneMode): Promise<LaneResult[]> {
    const results: LaneResult[] = [];
    for (const lane of lanes) {
      if (this.busy && lane.items[0]?.type === 'merge') {
        if (mode.alone) this.looked++;
        const waits = mode.alone ? { postponed: 250 } : {};
        results.push({ laneId: lane.id, handled: [], ignored: [], again: !mode.alone, ...waits });
        continue;
      }
      for (const item of lane.items) {
        if (item.type === 'poison') await this.failWith(tx);
        this.seen.push(item.type ?? '');
      }
      results.push({
        laneId: lane.id,
        handled: lane.items.map((item) => item.id),
        ignored: [],
        again: false,
      });
    }
    return results;
  }

  committed(): void {}

  giveUp(_tx: Transaction, item: LaneItem): Promise<void> {
    this.givenUp.push(item.id);
    return Promise.resolve();
  }
}

class NoChanges extends ChangeHandler {
  handle(): Promise<ChangeOutcome> {
    return Promise.resolve({ acted: false, heard: [] });
  }

  giveUp(): Promise<void> {
    return Promise.resolve();
  }
}

describe('an inbox row that fails', () => {
  let db: OpenTestDatabase;
  let handler: Handler;
  let worker: InboxWorker;

  beforeAll(async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true); // each failed try is logged with its stack
    db = await openTestDatabase(6);
  });
  afterAll(() => db.close());

  beforeEach(async () => {
    handler = new Handler();
    const config = readConfig({ DEMO: '1' });
    worker = new InboxWorker(
      config,
      db.database,
      new InboxRepository(),
      handler,
      new NoChanges(),
      new InboxHint(),
      new Metrics(),
    );
    await withOwner(db, (owner) => setNow(owner, '2026-12-01T12:00:00Z'));
    await db.database.transact((tx) => tx.run(`update inbox set state = 'skipped' where state = 'pending'`));
  });

  const put = (contactId: string, ...types: string[]): Promise<void> =>
    db.database.transact((tx) =>
      putNews(
        tx,
        types.map((type) => ({ contactId, news: { type } })),
      ),
    );

  const row = async (contactId: string): Promise<{ state: string; tries: number; fault: string | null }> => {
    const found = await db.database.first<{ state: string; tries: number; fault: string | null }>(
      `select state, tries, fault from inbox where lane_id = $1 and type = 'poison'`,
      [contactId],
    );
    if (found === null) throw new Error('no such row');
    return found;
  };

  /** Works until nothing is ready at this moment. */
  async function settle(): Promise<void> {
    for (let i = 0; i < 20 && (await worker.batch()) > 0; i++);
  }

  it('is tried at 0, 1, 5, 30 and 120 s, then put aside, and its lane goes on', async () => {
    const [contact = ''] = await makeContacts(db.database, 1);
    await put(contact, 'poison', 'after');
    const waits = [1, 5, 30, 120];
    for (const [i, seconds] of waits.entries()) {
      await settle();
      expect(await row(contact)).toMatchObject({ state: 'pending', tries: i + 1 });
      await withOwner(db, (owner) => advance(owner, seconds * 1000 - 1));
      await settle();
      expect((await row(contact)).tries).toBe(i + 1); // not a moment too early
      await withOwner(db, (owner) => advance(owner, 1));
    }
    expect(handler.seen).toEqual([]);
    await settle();
    expect(await row(contact)).toEqual({ state: 'parked', tries: 5, fault: 'cannot be handled' });
    expect(handler.givenUp).toHaveLength(1);
    expect(handler.seen).toEqual(['after']);
  });

  it('does not keep its neighbours of the same batch from being handled', async () => {
    const contacts = await makeContacts(db.database, 20);
    for (const [i, contact] of contacts.entries()) await put(contact, i === 7 ? 'poison' : `news ${i}`);
    await settle();
    expect(handler.seen.filter((type) => type.startsWith('news')).length).toBeGreaterThanOrEqual(19);
    const left = await db.database.rows(`select type from inbox where state = 'pending'`);
    expect(left).toEqual([{ type: 'poison' }]);
  });

  it('is not blamed for a lost connection or a deadlock', async () => {
    const [contact = ''] = await makeContacts(db.database, 1);
    await put(contact, 'poison');
    for (const code of ['40001', '40P01', '57P01', '53300']) {
      handler.failWith = (tx) =>
        tx
          .run(`do $$ begin raise exception 'passing' using errcode = '${code}'; end $$`)
          .then(() => undefined);
      await expect(worker.batch()).rejects.toThrow(`database error ${code}`);
      expect(await row(contact)).toMatchObject({ state: 'pending', tries: 0 });
    }
    handler.failWith = () => Promise.resolve();
    await settle();
    expect(await row(contact)).toMatchObject({ state: 'done', tries: 0 });
  });

  it('that waits for another lane is looked at again a quarter of a second later, not at once', async () => {
    const [contact = '', neighbour = ''] = await makeContacts(db.database, 2);
    await put(contact, 'merge', 'after');
    await settle();
    await settle();
    expect(handler.looked).toBe(1);
    await put(neighbour, 'other');
    await settle();
    expect(handler.seen).toEqual(['other']);
    await withOwner(db, (owner) => advance(owner, 249));
    await settle();
    expect(handler.looked).toBe(1);
    await withOwner(db, (owner) => advance(owner, 1));
    await settle();
    expect(handler.looked).toBe(2);
    handler.busy = false;
    await withOwner(db, (owner) => advance(owner, 250));
    await settle();
    expect(handler.seen).toEqual(['other', 'merge', 'after']);
    const rows = await db.database.rows('select tries from inbox where lane_id = $1', [contact]);
    expect(rows).toEqual([{ tries: 0 }, { tries: 0 }]);
  });

  it('is blamed for a statement that ran into its time limit', async () => {
    const [contact = ''] = await makeContacts(db.database, 1);
    await put(contact, 'poison');
    handler.failWith = async (tx) => {
      await tx.run(`set local statement_timeout = '20ms'`);
      await tx.run('select pg_sleep(1)');
    };
    await worker.batch();
    expect(await row(contact)).toEqual({ state: 'pending', tries: 1, fault: 'database error 57014' });
  });
});
