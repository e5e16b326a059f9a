import { DatabaseFault, type Transaction } from '../../platform/index.js';

/** Below PostgreSQL's deadlock_timeout (1 s): in a circle of waiting transactions it is this one that gives way. */
const PATIENCE = '800ms';
const ATTEMPTS = 12;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Has the raffle alone until the end of the transaction: every change to its orders and numbers is committed or comes after,
 * because whoever makes one first shares the raffle (lock order: lane, raffle, order, tickets by number, limit row). One at a
 * time: a transaction that had one alone and waited for the next would stop turns that sell in both.
 *
 * A statement of its own in READ COMMITTED, so what is read next is what is so. Gives way and tries again instead of standing in
 * the way of a sale that waits for something else; after about 10 s it fails with 55P03.
 */
export async function lockRaffle(tx: Transaction, raffleId: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await tx.savepoint(() => lockPatiently(tx, raffleId));
    } catch (error) {
      const busy = error instanceof DatabaseFault && error.code === LOCK_NOT_AVAILABLE;
      if (!busy || attempt === ATTEMPTS) throw error;
    }
  }
}

async function lockPatiently(tx: Transaction, raffleId: string): Promise<void> {
  await tx.run(`set local lock_timeout = '${PATIENCE}'`);
  await tx.run('select pg_advisory_xact_lock(raffle_lock_key($1))', [raffleId]);
  await tx.run('set local lock_timeout = default');
}
