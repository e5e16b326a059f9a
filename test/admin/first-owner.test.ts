import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Access } from '../../src/admin/access/access.service.js';
import { readConfig } from '../../src/platform/index.js';
import { openTestDatabase, type OpenTestDatabase } from '../support/open.js';

Logger.overrideLogger(['error']);

let db: OpenTestDatabase;
beforeEach(async () => {
  db = await openTestDatabase(8);
});
afterEach(() => db.close());

/** What happens at the start of a copy of the service. */
function start(env: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig({
    NODE_ENV: 'test',
    WHATSAPP_VERIFY_TOKEN: 'a verify token',
    WHATSAPP_APP_SECRET: 'an app secret',
    WHATSAPP_ACCESS_TOKEN: 'an access token',
    WHATSAPP_PHONE_NUMBER_ID: '1',
    WHATSAPP_BUSINESS_ACCOUNT_ID: '2',
    ...env,
  });
  return new Access(config, db.database).onApplicationBootstrap();
}

interface User {
  email: string | null;
  role: string;
  password_hash: string | null;
}

function users(): Promise<User[]> {
  return db.database.rows<User>('select email, role, password_hash from app_user order by created_at');
}

const LUCIA = { ADMIN_EMAIL: 'lucia@example.com', ADMIN_PASSWORD: 'a long enough password' };

describe('the first owner', () => {
  it('is there after the first start, without address or password', async () => {
    await start({});
    expect(await users()).toEqual([{ email: null, role: 'owner', password_hash: null }]);
  });

  it('is one, however many copies start at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => start(LUCIA)));
    expect(await users()).toMatchObject([{ email: 'lucia@example.com', role: 'owner' }]);
    expect(await db.database.rows(`select from audit_entry where action = 'user.created'`)).toHaveLength(1);
  });

  it('takes an address that is set later', async () => {
    await start({});
    await start(LUCIA);
    const [owner, ...others] = await users();
    expect(owner).toMatchObject({ email: 'lucia@example.com' });
    expect(owner?.password_hash).toMatch(/^scrypt\$/);
    expect(others).toEqual([]);
  });

  it('keeps address and password when the environment says something else later', async () => {
    await start(LUCIA);
    const before = await users();
    await start({ ADMIN_EMAIL: 'other@example.com', ADMIN_PASSWORD: 'another long password' });
    await start({});
    expect(await users()).toEqual(before);
  });
});
