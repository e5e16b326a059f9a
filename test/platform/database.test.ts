import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { broke, DatabaseFault, expectLongWork, isPassingFault } from '../../src/platform/index.js';
import { openTestDatabase, type OpenTestDatabase } from '../support/open.js';

describe('the door to PostgreSQL', () => {
  let db: OpenTestDatabase;

  beforeAll(async () => {
    db = await openTestDatabase(3);
  });
  afterAll(() => db.close());

  const setting = async (name: string): Promise<string | undefined> =>
    (await db.database.first<{ value: string }>('select current_setting($1) as value', [name]))?.value;

  const makeContact = `insert into portfolio (id, name) values (gen_random_uuid(), $1)`;
  const named = (name: string) => db.database.rows('select 1 from portfolio where name = $1', [name]);

  it('frees the locks of a process that stalls, and never waits for ever', async () => {
    expect(await setting('statement_timeout')).toBe('10s');
    expect(await setting('idle_in_transaction_session_timeout')).toBe('10s');
    expect(await setting('default_transaction_isolation')).toBe('read committed');
  });

  it('lets a transaction compute where it says that it will, and no other', async () => {
    const computing = (expected: boolean) =>
      db.database.transact(async (tx) => {
        await tx.run(`set local idle_in_transaction_session_timeout = '50ms'`);
        if (expected) await expectLongWork(tx);
        await new Promise((resolve) => setTimeout(resolve, 400));
        return tx.first<{ one: number }>('select 1 as one');
      });
    expect(await computing(true)).toEqual({ one: 1 });
    await expect(computing(false)).rejects.toBeInstanceOf(DatabaseFault);
    expect(await setting('idle_in_transaction_session_timeout')).toBe('10s');
  });

  it('commits what a transaction did, or nothing of it', async () => {
    await db.database.transact((tx) => tx.run(makeContact, ['kept']));
    const failing = db.database.transact(async (tx) => {
      await tx.run(makeContact, ['lost']);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect([await named('kept'), await named('lost')].map((rows) => rows.length)).toEqual([1, 0]);
  });

  it('undoes a savepoint alone, also one within another', async () => {
    await db.database.transact(async (tx) => {
      await tx.savepoint(async () => {
        await tx.run(makeContact, ['outer']);
        await tx
          .savepoint(async () => {
            await tx.run(makeContact, ['inner']);
            await tx.run('select 1 / 0');
          })
          .catch(() => undefined);
      });
    });
    expect([await named('outer'), await named('inner')].map((rows) => rows.length)).toEqual([1, 0]);
  });

  it('says what broke without saying with which values', async () => {
    const secret = 'a-phone-number';
    const insert = () =>
      db.database.transact((tx) =>
        tx.run(`insert into app_user (id, email, role) values (gen_random_uuid(), $1, 'owner')`, [secret]),
      );
    await insert();
    const fault = await insert().catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(DatabaseFault);
    expect(broke(fault, 'app_user_email_key')).toBe(true);
    expect(isPassingFault(fault)).toBe(false);
    expect(JSON.stringify(fault) + String(fault) + (fault instanceof Error ? fault.stack : '')).not.toContain(
      secret,
    );
  });
});
