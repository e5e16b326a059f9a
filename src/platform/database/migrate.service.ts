import { runMigrations as runJobMigrations } from 'graphile-worker';
import { Client, escapeIdentifier } from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../../../migrations/index.js';

/** Two starters at once: one migrates, the other waits and finds nothing to do. */
const MIGRATION_LOCK = 7_216_001;

/** The schema of graphile-worker's own tables. */
export const JOB_SCHEMA = 'jobs';

/**
 * Brings a database up to date as its owner, then lets `serviceRole` use it: it reads and writes, owns nothing and deletes
 * only what is meant to go (mailbox wake-ups and what retention prunes).
 * @returns the names of the migrations that ran
 */
export async function migrate(options: {
  ownerUrl: string;
  serviceRole: string;
}): Promise<{ applied: string[] }> {
  const guard = new Client({ connectionString: options.ownerUrl });
  await guard.connect();
  try {
    await guard.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await runOurs(options.ownerUrl);
    await runJobMigrations({ connectionString: options.ownerUrl, schema: JOB_SCHEMA });
    await grant(guard, options.serviceRole);
    return { applied };
  } finally {
    await guard.end(); // ends the session and with it the lock
  }
}

async function runOurs(ownerUrl: string): Promise<string[]> {
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations,
    migrationsTableName: 'migration',
    installExtensions: false,
    poolSize: 2,
  });
  await source.initialize();
  try {
    return (await source.runMigrations({ transaction: 'each' })).map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}

async function grant(owner: Client, serviceRole: string): Promise<void> {
  const role = escapeIdentifier(serviceRole);
  const { rows } = await owner.query<{ me: string }>('select current_user as me');
  if (rows[0]?.me === serviceRole) return; // one role for both: it owns everything already
  await owner.query(`
    grant usage on schema public, ${JOB_SCHEMA} to ${role};
    grant select, insert, update on all tables in schema public to ${role};
    grant usage on all sequences in schema public to ${role};
    grant delete on inbox_wakeup, outbox_wakeup, status_orphan, inbox, webhook_delivery, inbox_key, idempotency_key, prize,
      channel_stop, chat_pace, recipient, recipient_count, channel_barred, told, session, sign_in_attempt to ${role};
    grant select, insert, update, delete on all tables in schema ${JOB_SCHEMA} to ${role};
    grant usage on all sequences in schema ${JOB_SCHEMA} to ${role};
    grant execute on all functions in schema public, ${JOB_SCHEMA} to ${role};
  `);
  await letRoleSeeJobs(owner, role);
}

/** graphile-worker switches row security on for its tables; without a policy every role but the owner would see none. */
async function letRoleSeeJobs(owner: Client, role: string): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relnamespace = $1::regnamespace and c.relrowsecurity
       and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'service')`,
    [JOB_SCHEMA],
  );
  for (const { name } of rows) {
    await owner.query(
      `create policy service on ${JOB_SCHEMA}.${escapeIdentifier(name)} to ${role} using (true) with check (true)`,
    );
  }
}
