import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MediaRefused, type ReceiptMedia } from '../../src/payment/index.js';
import { ReceiptDownload } from '../../src/payment/receipt-download.worker.js';
import { Blobs, JobTasks, type JobContext } from '../../src/platform/index.js';
import { AdminApp } from '../admin/app.js';
import {
  hold,
  newsOf,
  openRaffle,
  paymentOf,
  photo,
  sendReceipt,
  type Order,
  type Raffle,
} from '../admin/story.js';

let app: AdminApp;
let raffle: Raffle;
let next = 0;

beforeAll(async () => {
  app = await AdminApp.start({ ROLE: 'web' }); // nobody runs jobs here but the test
  raffle = await openRaffle(app);
});
afterAll(() => app.stop());

async function unreadable(held: Order): Promise<unknown[]> {
  return (await newsOf(app, held.contactId)).filter(({ type }) => type === 'receipt_unreadable');
}

describe('the job that fetches it', () => {
  const context: JobContext = { attempt: 1, lastAttempt: false, signal: new AbortController().signal };

  class Media {
    fetched = 0;
    readonly urls: (string | null)[] = [];
    constructor(private readonly answer: () => Promise<Buffer>) {}
    fetch({ url }: Parameters<ReceiptMedia['fetch']>[0]): Promise<Buffer> {
      this.fetched++;
      this.urls.push(url);
      return this.answer();
    }
  }

  function job(media: Media): ReceiptDownload {
    return new ReceiptDownload(app.database, new Blobs(), media, new JobTasks());
  }

  async function waitingReceipt(): Promise<{ id: string; held: Order }> {
    const held = await hold(app, raffle, [String(next++).padStart(2, '0')]);
    await sendReceipt(app, held);
    const { receipts } = await paymentOf(app, held);
    expect(receipts).toMatchObject([{ state: 'waiting' }]);
    return { id: receipts[0]?.id ?? '', held };
  }

  it('does nothing the second time, also when both run at once', async () => {
    const { id, held } = await waitingReceipt();
    const media = new Media(() => Promise.resolve(photo()));
    await Promise.all(Array.from({ length: 8 }, () => job(media).run({ receiptId: id }, context)));
    const { receipts } = await paymentOf(app, held);
    expect(receipts).toMatchObject([{ state: 'stored' }]);
    const fetchedSoFar = media.fetched;
    await job(media).run({ receiptId: id }, context);
    expect(media.fetched).toBe(fetchedSoFar);
    const unused = await app.database.rows(
      'select from blob b where not exists (select from receipt r where r.blob_id = b.id)',
    );
    expect(unused).toEqual([]);
  });

  it('is tried again after a passing fault and gives up at its last try', async () => {
    const { id, held } = await waitingReceipt();
    const down = new Media(() => Promise.reject(new Error('connection reset')));
    await expect(job(down).run({ receiptId: id }, context)).rejects.toThrow('connection reset');
    expect((await paymentOf(app, held)).receipts).toMatchObject([{ state: 'waiting' }]);
    await job(down).run({ receiptId: id }, { ...context, lastAttempt: true });
    expect((await paymentOf(app, held)).receipts).toMatchObject([
      { state: 'refused', refusedReason: 'gone' },
    ]);
    expect(await unreadable(held)).toHaveLength(1);
  });

  it('is told the address of the message for four minutes, then no more', async () => {
    const { id } = await waitingReceipt();
    const down = new Media(() => Promise.reject(new Error('connection reset')));
    const payload = { receiptId: id, url: 'https://lookaside.fbsbx.com/x' };
    const sent = (ago: string): Promise<number> =>
      app.database.transact((tx) =>
        tx.run('update receipt set sent_at = app_now() - $2::interval where id = $1', [id, ago]),
      );
    for (const ago of ['3 minutes 50 seconds', '4 minutes']) {
      await sent(ago);
      await expect(job(down).run(payload, context)).rejects.toThrow('connection reset');
    }
    await sent('1 second');
    await expect(job(down).run({ receiptId: id }, context)).rejects.toThrow('connection reset');
    expect(down.urls).toEqual([payload.url, null, null]);
  });

  it('tells the buyer once, however often it runs', async () => {
    const { id, held } = await waitingReceipt();
    const refused = new Media(() => Promise.reject(new MediaRefused('too_big')));
    await Promise.all(Array.from({ length: 8 }, () => job(refused).run({ receiptId: id }, context)));
    expect(await unreadable(held)).toEqual([
      { type: 'receipt_unreadable', orderId: held.id, why: 'too_big' },
    ]);
  });
});
