import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_RECEIPT_BYTES } from '../../src/payment/index.js';
import { AdminApp } from '../admin/app.js';
import {
  fetchedPayment,
  hold,
  JPEG,
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
  app = await AdminApp.start();
  raffle = await openRaffle(app);
});
afterAll(() => app.stop());

function order(): Promise<Order> {
  return hold(app, raffle, [String(next++).padStart(2, '0')]);
}

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

async function unreadable(held: Order): Promise<unknown[]> {
  return (await newsOf(app, held.contactId)).filter(({ type }) => type === 'receipt_unreadable');
}

describe('the file of a receipt', () => {
  it.each([
    ['image/jpeg', photo()],
    ['image/png', Buffer.from('89504e470d0a1a0a0000', 'hex')],
    ['image/webp', Buffer.from('RIFF\0\0\0\0WEBPVP8 ')],
    ['application/pdf', Buffer.from('%PDF-1.4\n%a receipt')],
  ])('is fetched and kept: %s', async (mime, bytes) => {
    const held = await order();
    await sendReceipt(app, held, { bytes, mime, sha256: sha256(bytes) });
    const payment = await fetchedPayment(app, held);
    expect(payment.receipts).toMatchObject([{ state: 'stored', mediaType: mime, size: bytes.length }]);
    expect(payment.flags.noReadableReceipt).toBe(false);
    expect(await unreadable(held)).toEqual([]);
  });

  it('is what its bytes are, whatever was declared', async () => {
    const held = await order();
    await sendReceipt(app, held, {
      bytes: Buffer.from('%PDF-1.4\n%declared as a picture'),
      mime: 'image/jpeg',
    });
    expect((await fetchedPayment(app, held)).receipts).toMatchObject([
      { state: 'stored', mediaType: 'application/pdf' },
    ]);
  });

  it.each([
    ['wrong_type', { bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>') }],
    ['checksum', { bytes: photo(), sha256: sha256(Buffer.from('another file')) }],
    ['gone', { mediaId: '404404404404404' }],
  ] as const)('is refused and the buyer told: %s', async (why, sent) => {
    const held = await order();
    await sendReceipt(app, held, sent);
    const payment = await fetchedPayment(app, held);
    expect(payment.receipts).toMatchObject([{ state: 'refused', refusedReason: why, mediaType: null }]);
    expect(payment.flags.noReadableReceipt).toBe(true);
    expect(payment.state).toBe('in_review');
    expect(await unreadable(held)).toEqual([{ type: 'receipt_unreadable', orderId: held.id, why }]);
    await app.expect(404, 'GET', `/payments/${payment.id}/receipts/${payment.receipts[0]?.id}`);
  });

  it('is kept at 10 MB and refused at one byte more', async () => {
    const full = Buffer.concat([JPEG, Buffer.alloc(MAX_RECEIPT_BYTES - JPEG.length, 1)]);
    const fits = await order();
    await sendReceipt(app, fits, { bytes: full, mime: 'application/pdf' });
    expect((await fetchedPayment(app, fits)).receipts).toMatchObject([
      { state: 'stored', size: MAX_RECEIPT_BYTES },
    ]);
    const over = await order();
    await sendReceipt(app, over, { bytes: Buffer.concat([full, Buffer.from('x')]), mime: 'application/pdf' });
    expect((await fetchedPayment(app, over)).receipts).toMatchObject([
      { state: 'refused', refusedReason: 'too_big' },
    ]);
  });

  it('that was sent for two orders is shown at both, without a verdict', async () => {
    const bytes = photo();
    const [first, second, other] = [await order(), await order(), await order()];
    await sendReceipt(app, first, { bytes });
    await sendReceipt(app, second, { bytes });
    await sendReceipt(app, other);
    const shown = await Promise.all([first, second, other].map((held) => fetchedPayment(app, held)));
    await fetchedPayment(app, second);
    const flags = await Promise.all(
      shown.map(({ id }) => app.expect<{ flags: object; state: string }>(200, 'GET', `/payments/${id}`)),
    );
    expect(flags.map(({ state }) => state)).toEqual(['in_review', 'in_review', 'in_review']);
    expect((await paymentOf(app, first)).receipts[0]?.duplicateOf).toEqual([second.code]);
    expect((await paymentOf(app, second)).receipts[0]?.duplicateOf).toEqual([first.code]);
    expect((await paymentOf(app, other)).flags.duplicateReceipt).toBe(false);
  });

  it('sent twice for one order is no reason for suspicion', async () => {
    const bytes = photo();
    const held = await order();
    await sendReceipt(app, held, { bytes });
    await sendReceipt(app, held, { bytes });
    const payment = await fetchedPayment(app, held);
    expect(payment.receipts).toHaveLength(2);
    expect(payment.flags.duplicateReceipt).toBe(false);
  });
});
