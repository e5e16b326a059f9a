import { Pool } from 'pg';
import { say } from '../support/child.js';
import { numbersOf, run, type RushOrder } from './plan.js';

const pool = new Pool({ connectionString: process.env['DATABASE_URL'] ?? '', max: 16 });

/** The same guarded update in a transaction, and nothing else of a sale: no order, no limit, no log. */
process.on('message', (order: RushOrder) => {
  void bare(order).then(say);
});
process.once('SIGTERM', () => void pool.end().then(() => process.exit(0)));
say({ ready: true });

async function bare(order: RushOrder): Promise<object> {
  const clients = await Promise.all(Array.from({ length: order.connections }, () => pool.connect()));
  const report = await run(order, async (i, lane) => {
    const client = clients[lane]!;
    await client.query('begin');
    const { rowCount } = await client.query({
      name: 'hold',
      text: `update ticket set status = 'held', order_id = $3 where raffle_id = $1 and number = any($2::int[]) and order_id is null`,
      values: [order.raffleId, numbersOf(order, i), order.orderId],
    });
    await client.query('commit');
    return rowCount === order.size;
  });
  for (const client of clients) client.release();
  return report;
}
