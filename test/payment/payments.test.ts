import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdminApp } from '../admin/app.js';
import {
  fetchedPayment,
  hold,
  newsOf,
  openRaffle,
  paymentOf,
  sendReceipt,
  somePhone,
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

/** An order with a receipt, on numbers nobody had. */
async function inReview(count = 1): Promise<Order> {
  const numbers = Array.from({ length: count }, () => String(next++).padStart(2, '0'));
  const order = await hold(app, raffle, numbers);
  expect(await sendReceipt(app, order)).toBe('in_time');
  return order;
}

function linesOf(orderId: string): Promise<{ account: string; amount: string }[]> {
  return app.database.rows<{ account: string; amount: string }>(
    `select account, amount_minor as amount from journal_entry e join journal_line l on l.entry_id = e.id
     where order_id = $1 order by account`,
    [orderId],
  );
}

async function auditOf(paymentId: string): Promise<string[]> {
  const rows = await app.database.rows<{ action: string }>(
    'select action from audit_entry where target_id = $1 order by id',
    [paymentId],
  );
  return rows.map(({ action }) => action);
}

describe('approving a payment', () => {
  it('pays the order, books bank against sales and tells the buyer', async () => {
    const order = await inReview(2);
    const { id } = await paymentOf(app, order);
    const answer = await app.expect(200, 'POST', `/payments/${id}/approve`);
    expect(answer).toMatchObject({ outcome: 'approved', state: 'approved', orderState: 'paid' });
    expect(await linesOf(order.id)).toEqual([
      { account: 'bank', amount: '10000' },
      { account: 'sales', amount: '-10000' },
    ]);
    expect(await newsOf(app, order.contactId)).toEqual([{ type: 'payment_approved', orderId: order.id }]);
    expect(await auditOf(id)).toEqual(['payment.approved']);
  });

  it('has one effect when fifty people press the button at once', async () => {
    const order = await inReview();
    const { id } = await paymentOf(app, order);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        app.expect<{ outcome: string }>(200, 'POST', `/payments/${id}/approve`),
      ),
    );
    const outcomes = answers.map(({ outcome }) => outcome).sort();
    expect(outcomes).toEqual([...Array<string>(49).fill('already'), 'approved']);
    expect(await linesOf(order.id)).toHaveLength(2);
    expect(await newsOf(app, order.contactId)).toHaveLength(1);
    expect(await auditOf(id)).toEqual(['payment.approved']);
  });

  it('and rejecting at once is decided once', async () => {
    const order = await inReview();
    const { id } = await paymentOf(app, order);
    const responses = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        n % 2 === 0
          ? app.call('POST', `/payments/${id}/approve`)
          : app.call('POST', `/payments/${id}/reject`, { body: { reason: 'No llegó.' } }),
      ),
    );
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(responses.filter(({ status }) => status === 409)).toHaveLength(10);
    expect(await newsOf(app, order.contactId)).toHaveLength(1);
    expect(await auditOf(id)).toHaveLength(1);
  });

  it('answers 404 for a payment nobody made', async () => {
    expect((await app.call('POST', '/payments/01936f2a-8c00-7000-8000-00000000dead/approve')).status).toBe(
      404,
    );
    expect((await app.call('POST', '/payments/everything/approve')).status).toBe(404);
  });
});

describe('rejecting a payment', () => {
  it('tells the buyer the reason, keeps the numbers and waits for another receipt', async () => {
    const order = await inReview();
    const { id } = await paymentOf(app, order);
    const answer = await app.expect(200, 'POST', `/payments/${id}/reject`, {
      body: { reason: 'Faltan 50 pesos.' },
    });
    expect(answer).toMatchObject({
      outcome: 'rejected',
      state: 'rejected',
      rejectReason: 'Faltan 50 pesos.',
      orderState: 'rejected',
    });
    expect(await newsOf(app, order.contactId)).toEqual([
      { type: 'payment_rejected', orderId: order.id, reason: 'Faltan 50 pesos.' },
    ]);
    expect(await linesOf(order.id)).toEqual([]);
    await app.expect(409, 'POST', `/payments/${id}/approve`);

    expect(await sendReceipt(app, order)).toBe('in_time');
    const again = await paymentOf(app, order);
    expect(again).toMatchObject({ id, state: 'in_review', rejectReason: null, decidedBy: null });
    expect(again.receipts).toHaveLength(2);
    expect(await app.expect(200, 'POST', `/payments/${id}/approve`)).toMatchObject({ outcome: 'approved' });
    expect(await auditOf(id)).toEqual(['payment.rejected', 'payment.approved']);
  });

  it('twice changes nothing the second time', async () => {
    const order = await inReview();
    const { id } = await paymentOf(app, order);
    await app.expect(200, 'POST', `/payments/${id}/reject`, { body: { reason: 'No llegó.' } });
    const again = await app.expect(200, 'POST', `/payments/${id}/reject`, { body: { reason: 'Otra cosa.' } });
    expect(again).toMatchObject({ outcome: 'already', rejectReason: 'No llegó.' });
    expect(await newsOf(app, order.contactId)).toHaveLength(1);
  });

  it('needs a reason', async () => {
    const { id } = await paymentOf(app, await inReview());
    for (const body of [{}, { reason: '' }, { reason: 'x'.repeat(301) }]) {
      expect((await app.call('POST', `/payments/${id}/reject`, { body })).status).toBe(400);
    }
  });
});

describe('a receipt that comes when the numbers are gone', () => {
  it('is money owed back only once a person confirms that it came', async () => {
    const number = String(next++).padStart(2, '0');
    const late = await hold(app, raffle, [number]);
    await app.owner.query(
      `update raffle_order set deadline_at = app_now() - interval '10 minutes' where id = $1`,
      [late.id],
    );
    await expireOf(late);
    await hold(app, raffle, [number], somePhone());
    expect(await sendReceipt(app, late)).toBe('late_gone');
    const payment = await paymentOf(app, late);
    expect(payment.flags.numbersGone).toBe(true);
    expect(await linesOf(late.id)).toEqual([]);

    const answer = await app.expect(200, 'POST', `/payments/${payment.id}/approve`);
    expect(answer).toMatchObject({ outcome: 'refund_owed', state: 'approved', orderState: 'refund_owed' });
    expect(await linesOf(late.id)).toEqual([
      { account: 'bank', amount: '5000' },
      { account: 'refunds_owed', amount: '-5000' },
    ]);
    expect((await newsOf(app, late.contactId)).at(-1)).toEqual({ type: 'refund_owed', orderId: late.id });
    expect(await app.expect(200, 'POST', `/payments/${payment.id}/approve`)).toMatchObject({
      outcome: 'already',
    });
  });

  async function expireOf(order: Order): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
      if ((await app.expect<Order>(200, 'GET', `/orders/${order.id}`)).state === 'expired') return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the order did not expire');
  }
});

describe('the money book', () => {
  it('balances to zero, in all and in each entry', async () => {
    const rows = await app.database.rows<{ sum: string }>(
      'select sum(amount_minor) from journal_line group by entry_id, currency having sum(amount_minor) <> 0',
    );
    expect(rows).toEqual([]);
    const paid = await app.database.first<{ orders: string; book: string }>(
      `select (select sum(amount_minor) from raffle_order where state = 'paid') as orders,
              (select -sum(amount_minor) from journal_line where account = 'sales') as book`,
    );
    expect(paid?.book).toBe(paid?.orders);
  });

  it.each([
    `update journal_line set amount_minor = 1`,
    `delete from journal_line`,
    `update journal_entry set actor = null`,
    `delete from journal_entry`,
    `update audit_entry set action = 'nothing'`,
    `delete from audit_entry`,
    `delete from payment`,
    `truncate journal_line`,
  ])('refuses the service: %s', async (statement) => {
    await expect(app.database.transact((tx) => tx.run(statement))).rejects.toThrow(
      /database error (TL000|42501)/,
    );
  });

  it.each([`update journal_line set amount_minor = 1`, `delete from audit_entry`])(
    'refuses even the owner of the tables: %s',
    async (statement) => {
      await expect(app.owner.query(statement)).rejects.toThrow('append-only');
    },
  );
});

describe('a receipt', () => {
  it('for an order that is paid is refused', async () => {
    const order = await inReview();
    const { id } = await paymentOf(app, order);
    await app.expect(200, 'POST', `/payments/${id}/approve`);
    expect(await sendReceipt(app, order)).toBe('refused');
    expect((await paymentOf(app, order)).receipts).toHaveLength(1);
  });

  it('comes back byte for byte, as a download no browser runs', async () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(1_500_000, 'x')]);
    const order = await hold(app, raffle, [String(next++).padStart(2, '0')]);
    await sendReceipt(app, order, {
      bytes,
      mime: 'application/pdf',
      sha256: createHash('sha256').update(bytes).digest(),
    });
    const payment = await fetchedPayment(app, order);
    const response = await app.call('GET', `/payments/${payment.id}/receipts/${payment.receipts[0]?.id}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="receipt-[0-9a-f-]+\.pdf"$/,
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  });
});
