/** Locks messages in the one order in which every transaction meets them; $1 their seqs. */
export const LOCK_MESSAGES =
  'select seq from outbox where seq = any($1::bigint[]) order by seq for no key update';
