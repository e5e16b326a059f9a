import { createHash } from 'node:crypto';
import type { Transaction } from '../../platform/index.js';

/** Within a quarter of an hour: by hand one types some few; a program that guesses wants thousands. */
export const ATTEMPTS = { minutes: 15, ofAccountFromNetwork: 5, ofAccount: 20, ofNetwork: 20 } as const;

/**
 * Writes an attempt down before it is judged, so that many at once are counted too. False where there were too many. Those of one
 * account come one after the other.
 */
export async function takeAttempt(tx: Transaction, email: string, network: string): Promise<boolean> {
  const account = accountOf(email);
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 31))', [account.toString('hex')]);
  const before = await tx.first<{ both: number; account: number; network: number }>(
    `select count(*) filter (where account = $1 and network = $2)::int as both,
            count(*) filter (where account = $1)::int as account, count(*) filter (where network = $2)::int as network
     from sign_in_attempt where (account = $1 or network = $2) and at > app_now() - $3::int * interval '1 minute'`,
    [account, network, ATTEMPTS.minutes],
  );
  if (
    before === null ||
    before.both >= ATTEMPTS.ofAccountFromNetwork ||
    before.account >= ATTEMPTS.ofAccount ||
    before.network >= ATTEMPTS.ofNetwork
  )
    return false;
  await tx.run('insert into sign_in_attempt (account, network) values ($1, $2)', [account, network]);
  return true;
}

/** Who signed in is no longer guessing. */
export async function forgetAttempts(tx: Transaction, email: string, network: string): Promise<void> {
  await tx.run('delete from sign_in_attempt where (account, network) = ($1, $2)', [
    accountOf(email),
    network,
  ]);
}

function accountOf(email: string): Buffer {
  return createHash('sha256').update(email).digest();
}

/** For the retention: an attempt a day old. */
export const PRUNE_ATTEMPTS = `
  with gone as (
    delete from sign_in_attempt where id in (
      select id from sign_in_attempt where id > $1::bigint and at < (select app_now()) - $2::int * interval '1 day'
      order by id limit $3 for update skip locked) returning 1)
  select count(*)::int as pruned, case when count(*) = $3 then $1::text end as next from gone`;
