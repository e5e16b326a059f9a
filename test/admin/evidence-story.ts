import { ExpirySweep, Orders } from '../../src/raffle/index.js';
import { setNow } from '../support/time.js';
import { until } from '../support/until.js';
import type { AdminApp } from './app.js';
import { hold, JPEG, paymentOf, sendReceipt, type Order, type Raffle } from './story.js';

export const NAME = 'Guadalupe Ñandú';
export const PHONES = ['+5215512340001', '+5215512340002', '+5215512340003', '+5215512340004'];

export interface Sale {
  readonly won: Order;
  readonly other: Order;
  readonly voided: Order;
  readonly rejected: Order;
}

/** Numbers paid, numbers voided after, and an order whose payment was rejected and which ran out. */
export async function sell(app: AdminApp, raffle: Raffle): Promise<Sale> {
  const [won, other, voided, rejected] = [
    await hold(app, raffle, ['18', '07'], PHONES[0]),
    await hold(app, raffle, ['30'], PHONES[1]),
    await hold(app, raffle, ['44', '45'], PHONES[2]),
    await hold(app, raffle, ['60'], PHONES[3]),
  ];
  for (const order of [won, other, voided]) {
    await sendReceipt(app, order);
    await app.expect(200, 'POST', `/payments/${(await paymentOf(app, order)).id}/approve`);
  }
  await sendReceipt(app, rejected);
  const reason = `${NAME} no aparece en el banco`;
  await app.expect(200, 'POST', `/payments/${(await paymentOf(app, rejected)).id}/reject`, {
    body: { reason },
  });
  await app.database.transact(async (tx) => {
    await app.app.get(Orders, { strict: false }).toRefundOwed(tx, voided.id);
    await tx.run(
      `with e as (insert into journal_entry (id, raffle_id, order_id, kind) values (gen_random_uuid(), $1, $2, 'refund_owed') returning id)
       insert into journal_line (entry_id, account, amount_minor, currency)
       select e.id, l.account, l.amount, 'MXN' from e, (values ('sales', 10000), ('refunds_owed', -10000)) l(account, amount)`,
      [raffle.id, voided.id],
    );
  });
  await app.owner.query(`update raffle_order set deadline_at = app_now() - interval '1 hour' where id = $1`, [
    rejected.id,
  ]);
  await app.app.get(ExpirySweep, { strict: false }).sweep();
  return { won, other, voided, rejected };
}

/** Closed, reconciled, frozen and drawn: number 18 wins. @returns the draw */
export async function drawn(app: AdminApp, raffle: Raffle): Promise<string> {
  const at = `/raffles/${raffle.id}`;
  const drawAt = new Date(Math.floor(new Date(String(raffle['drawAt'])).getTime() / 1000) * 1000);
  await app.expect(200, 'POST', `${at}/close`);
  await until(
    'nothing is open',
    async () => (await app.call('POST', `${at}/reconcile`, { body: { note: 'Cuadró a la primera.' } })).ok,
  );
  await app.expect(200, 'POST', `${at}/freeze`);
  await setNow(app.owner, new Date(drawAt.getTime() + 60_000).toISOString());
  const body = {
    lotteryDrawId: '2847',
    drawnAt: drawAt.toISOString(),
    source: 'Lotería Nacional',
    results: { first: '40218' },
    sourceUrl: 'https://lotenal.example/2847',
    sourceFile: { mediaType: 'image/jpeg', content: JPEG.toString('base64') },
  };
  const { id } = await app.expect<{ id: string }>(201, 'POST', `${at}/lottery-results`, { body });
  await app.expect(200, 'POST', `/lottery-results/${id}/confirm`);
  return (await app.expect<{ id: string }>(200, 'POST', `${at}/draws`)).id;
}

/** Lines of a CSV file by its header; none of these has a comma in a cell. */
export function table(text: string): Record<string, string>[] {
  const [head = '', ...lines] = text.replace('\ufeff', '').trimEnd().split('\r\n');
  return lines.map((line) =>
    Object.fromEntries(head.split(',').map((name, n) => [name, line.split(',')[n] ?? ''])),
  );
}
