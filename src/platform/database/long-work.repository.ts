import type { Transaction } from './database.service.js';

/**
 * Lets a transaction compute for up to two minutes between two statements. The server ends one that is silent for ten seconds, since that
 * is how it knows a process that stalled; a draw of a million numbers on a busy machine takes longer.
 */
export async function expectLongWork(tx: Transaction): Promise<void> {
  await tx.run(`set local idle_in_transaction_session_timeout = '2min'`);
}
