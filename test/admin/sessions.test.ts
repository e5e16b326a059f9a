import { Secret } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ROLE_SCOPES } from '../../src/admin/access/scopes.js';
import { isPassword } from '../../src/admin/access/password.service.js';
import { PRUNE_SESSIONS } from '../../src/admin/access/sessions.repository.js';
import { PRUNE_ATTEMPTS } from '../../src/admin/access/sign-in-attempts.repository.js';
import {
  codeOf,
  firstSignIn,
  FIRST_PASSWORD,
  newPerson,
  OWN_PASSWORD,
  setFactor,
  signIn,
} from '../support/sign-in.js';
import { advance, setNow } from '../support/time.js';
import { AdminApp } from './app.js';
import { entriesAfter } from './audited.js';

const OWNER = { email: 'owner@example.com', password: 'a long enough password' };
const CURRENT = '/sessions/current';

let app: AdminApp;
beforeAll(async () => {
  app = await AdminApp.start({ ADMIN_EMAIL: OWNER.email, ADMIN_PASSWORD: OWNER.password });
});
afterAll(() => app.stop());
beforeEach(() => app.owner.query('delete from sign_in_attempt'));

const minutes = (count: number): number => count * 60_000;
const statusesOf = (answers: Response[]): string[] => answers.map(({ status }) => String(status)).sort();
const last = async (): Promise<string> => (await entriesAfter(app)).at(-1)?.id ?? '0';

describe('signing in', () => {
  it('lets a person do what their role may, once password and second factor are theirs', async () => {
    const person = await newPerson(app, 'cashier');
    const { token: key } = await signIn(app, { email: person.email.toUpperCase(), password: FIRST_PASSWORD });
    const todo = async (): Promise<unknown> => (await app.expect(200, 'GET', CURRENT, { key }))['todo'];
    expect(await todo()).toEqual(['password', 'second_factor']);
    expect(await app.expect(403, 'GET', '/raffles', { key })).toMatchObject({
      code: 'session_incomplete',
      todo: ['password', 'second_factor'],
    });
    const body = { current: FIRST_PASSWORD, next: OWN_PASSWORD };
    await app.expect(200, 'POST', `${CURRENT}/password`, { key, body });
    expect(await todo()).toEqual(['second_factor']);
    await setFactor(app, key);
    expect(await todo()).toEqual([]);
    await app.expect(200, 'GET', '/raffles', { key });
    const { scope } = await app.expect(403, 'GET', '/users', { key });
    expect([scope, ROLE_SCOPES.cashier.some((own) => own === scope)]).toEqual(['admin', false]);
  });

  it('asks the first owner for a second factor only: the password of the environment is theirs', async () => {
    expect((await signIn(app, OWNER)).todo).toEqual(['second_factor']);
  });

  it('asks for a code from then on, and takes none twice', async () => {
    const person = await newPerson(app, 'seller');
    const { secret } = await firstSignIn(app, person);
    const own = { email: person.email, password: OWN_PASSWORD };
    const refused = (body: object): Promise<unknown> => app.expect(401, 'POST', '/sessions', { body });
    expect(await refused(own)).toMatchObject({ code: 'code_needed' });
    const wrong = { code: 'wrong_sign_in' };
    expect(await refused({ ...own, code: await codeOf(app, secret) })).toMatchObject(wrong);
    expect(await refused({ ...own, code: await codeOf(app, secret, 9) })).toMatchObject(wrong);
    const code = await codeOf(app, secret, 1);
    expect((await signIn(app, { ...own, code })).todo).toEqual([]);
    expect(await refused({ ...own, code })).toMatchObject(wrong);
  });

  it('takes one code once, however many ask at the same moment', async () => {
    const person = await newPerson(app, 'seller');
    const { secret } = await firstSignIn(app, person);
    const body = { email: person.email, password: OWN_PASSWORD, code: await codeOf(app, secret, 1) };
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => app.call('POST', '/sessions', { body })),
    );
    expect(statusesOf(answers)).toEqual(['201', '401', '401', '401']);
  });

  it.each([
    ['a wrong password', { ...OWNER, password: 'not the password' }],
    ['an address nobody has', { ...OWNER, email: 'nobody@example.com' }],
  ])('says the same of %s', async (_name, body) => {
    const response = await app.call('POST', '/sessions', { body, key: '' });
    expect([response.status, await response.json()]).toEqual([
      401,
      expect.objectContaining({ code: 'wrong_sign_in', detail: 'Address, password or code is wrong.' }),
    ]);
  });

  it('refuses somebody without a password, and somebody disabled', async () => {
    const { id: userId } = await app.expect<{ id: string }>(201, 'POST', '/users', {
      body: { email: 'bykey@example.com', role: 'seller' },
    });
    expect(userId).not.toBe('');
    await app.expect(401, 'POST', '/sessions', {
      body: { email: 'bykey@example.com', password: 'anything' },
    });
    const person = await newPerson(app, 'seller');
    const { token: key } = await firstSignIn(app, person);
    await app.owner.query('update app_user set disabled_at = app_now() where id = $1', [person.id]);
    await app.expect(401, 'GET', '/raffles', { key });
    await app.expect(401, 'POST', '/sessions', { body: { email: person.email, password: OWN_PASSWORD } });
  });

  it('lets nobody guess: five from one network, twenty of one account, and in a quarter of an hour again', async () => {
    const guess = (email: string): Promise<Response> =>
      app.call('POST', '/sessions', { body: { email, password: 'guessed' }, key: '' });
    const together = await Promise.all(Array.from({ length: 8 }, () => guess(OWNER.email)));
    expect(statusesOf(together).join(' ')).toBe('401 401 401 401 401 429 429 429');
    const right = await app.call('POST', '/sessions', { body: OWNER });
    expect([right.status, right.headers.get('retry-after')]).toEqual([429, '900']);
    await app.owner.query(
      `insert into sign_in_attempt (account, network) select account, 'net ' || n from
       (select distinct account from sign_in_attempt) a, generate_series(1, 15) n`,
    );
    await app.owner.query(`update sign_in_attempt set network = 'elsewhere' where network not like 'net %'`);
    expect((await guess(OWNER.email)).status).toBe(429);
    await app.owner.query('delete from sign_in_attempt');
    await app.owner.query(
      `insert into sign_in_attempt (account, network) select sha256(n::text::bytea), '127.0.0.0/24' from generate_series(1, 20) n`,
    );
    expect((await guess('somebody@example.com')).status).toBe(429);
    await advance(app.owner, minutes(15));
    await signIn(app, OWNER);
    await setNow(app.owner, null);
  });

  it('forgets the slips of who got in', async () => {
    const body = { ...OWNER, password: 'a slip of the finger' };
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 4; n++) await app.expect(401, 'POST', '/sessions', { body });
      expect((await signIn(app, OWNER)).token).toMatch(/^tls_/);
    }
  });
});

describe('a session', () => {
  it('ends after twelve hours, and when its person signs out', async () => {
    const { token: key } = await signIn(app, OWNER);
    const { token: other } = await signIn(app, OWNER);
    const statusOf = async (token: string): Promise<number> =>
      (await app.call('GET', CURRENT, { key: token })).status;
    await app.expect(200, 'DELETE', CURRENT, { key: other });
    expect([await statusOf(other), await statusOf(key)]).toEqual([401, 200]);
    await advance(app.owner, minutes(12 * 60));
    expect(await statusOf(key)).toBe(401);
    await setNow(app.owner, null);
  });

  it('is no more than a hash in the database, as the second factor is sealed', async () => {
    const person = await newPerson(app, 'seller');
    const { token, secret } = await firstSignIn(app, person);
    const { rows } = await app.owner.query<{ row: string }>(
      `select session::text as row from session union all select audit_entry::text from audit_entry
       union all select app_user::text from app_user`,
    );
    const { bytes } = Secret.fromBase32(secret);
    for (const plain of [token, secret, Buffer.from(bytes).toString('hex'), OWN_PASSWORD])
      expect(rows.filter(({ row }) => row.includes(plain))).toEqual([]);
  });

  it('is ended by a password changed, a second factor set, or a sign-in reset elsewhere', async () => {
    const person = await newPerson(app, 'seller');
    const given = { email: person.email, password: FIRST_PASSWORD };
    const { token: early } = await signIn(app, given);
    const { token: key, secret } = await firstSignIn(app, person);
    await app.expect(401, 'GET', CURRENT, { key: early });
    const next = 'yet another password';
    const { token: beside } = await signIn(app, {
      email: person.email,
      password: OWN_PASSWORD,
      code: await codeOf(app, secret, 1),
    });
    await app.expect(200, 'POST', `${CURRENT}/password`, { key, body: { current: OWN_PASSWORD, next } });
    await app.expect(401, 'GET', CURRENT, { key: beside });
    await app.expect(200, 'POST', `/users/${person.id}/reset-sign-in`, {
      body: { password: FIRST_PASSWORD },
    });
    await app.expect(401, 'GET', CURRENT, { key });
    expect((await signIn(app, given)).todo).toEqual(['password', 'second_factor']);
  });

  it('that was opened without a code does not outlive the setting of the second factor', async () => {
    const stolen = await signIn(app, OWNER);
    const { token: key } = await signIn(app, OWNER);
    const secret = await setFactor(app, key);
    await app.expect(401, 'GET', CURRENT, { key: stolen.token });
    await app.expect(409, 'POST', `${CURRENT}/second-factor`, { key });
    expect(
      await app.expect(409, 'POST', `${CURRENT}/second-factor/confirm`, {
        key,
        body: { code: await codeOf(app, secret, 1) },
      }),
    ).toMatchObject({ code: 'second_factor_not_begun' });
    await app.owner.query('update app_user set factor_secret = null, factor_at = null, factor_step = null');
  });

  it('wants the present password for a new one, another one, and a right first code', async () => {
    const { token: key } = await signIn(app, OWNER);
    const change = (current: string, next: string): Promise<Record<string, unknown>> =>
      app.expect(400, 'POST', `${CURRENT}/password`, { key, body: { current, next } });
    const fieldOf = (problem: Record<string, unknown>): unknown =>
      (problem['errors'] as { field: string }[]).map(({ field }) => field);
    expect(fieldOf(await change('not the present one', 'a new long password'))).toEqual(['current']);
    expect(fieldOf(await change(OWNER.password, OWNER.password))).toEqual(['next']);
    expect(fieldOf(await change(OWNER.password, 'short'))).toEqual(['next']);
    const at = `${CURRENT}/second-factor`;
    expect(await app.expect(409, 'POST', `${at}/confirm`, { key, body: { code: '123456' } })).toMatchObject({
      code: 'second_factor_not_begun',
    });
    const { secret } = await app.expect<{ secret: string }>(201, 'POST', at, { key });
    const body = { code: await codeOf(app, secret, 9) };
    expect(fieldOf(await app.expect(400, 'POST', `${at}/confirm`, { key, body }))).toEqual(['code']);
  });

  it('is what a key is not', async () => {
    expect(await app.expect(403, 'GET', CURRENT)).toMatchObject({ code: 'needs_session' });
  });

  it('is let go of a month after it ended, and an attempt after a day', async () => {
    const { token: key } = await signIn(app, OWNER);
    await app.expect(200, 'DELETE', CURRENT, { key });
    await app.expect(401, 'POST', '/sessions', { body: { ...OWNER, password: 'wrong' } });
    const left = async (sql: string, days: number): Promise<number> => {
      await app.database.rows(sql, ['0', days, 1000]);
      const table = sql.includes('from session') ? 'session where ended_at is not null' : 'sign_in_attempt';
      return Number((await app.database.first<{ n: string }>(`select count(*) as n from ${table}`))?.n);
    };
    expect(await left(PRUNE_SESSIONS, 30)).toBeGreaterThan(0);
    expect(await left(PRUNE_ATTEMPTS, 1)).toBeGreaterThan(0);
    await advance(app.owner, minutes(31 * 24 * 60));
    expect([await left(PRUNE_SESSIONS, 30), await left(PRUNE_ATTEMPTS, 1)]).toEqual([0, 0]);
    await setNow(app.owner, null);
  });
});

describe('a sign-in reset', () => {
  it('is not for who may do less than the person', async () => {
    const person = await newPerson(app, 'owner');
    const { key } = await app.expect<{ key: string }>(201, 'POST', '/api-keys', {
      body: { name: 'little', scopes: ['admin', 'read'] },
    });
    const body = { password: FIRST_PASSWORD };
    expect(await app.expect(403, 'POST', `/users/${person.id}/reset-sign-in`, { key, body })).toMatchObject({
      code: 'beyond_own',
    });
    await app.owner.query('update app_user set disabled_at = app_now() where id = $1', [person.id]);
    await app.expect(404, 'POST', `/users/${person.id}/reset-sign-in`, { body });
    await app.expect(404, 'POST', '/users/01936f2a-8c00-7000-8000-00000000dead/reset-sign-in', { body });
  });
});

describe('what the log keeps of it', () => {
  it('is who signed in from where, what they set up, and each refusal', async () => {
    const before = await last();
    const person = await newPerson(app, 'seller');
    const { token: key } = await firstSignIn(app, person);
    await app.expect(200, 'DELETE', CURRENT, { key });
    const entries = await entriesAfter(app, before);
    expect(entries.map(({ action, actor }) => [action, actor === person.id])).toEqual([
      ['user.created', false],
      ['session.started', true],
      ['access.first_from', true],
      ['user.password_changed', true],
      ['user.second_factor_begun', true],
      ['user.second_factor_set', true],
      ['session.ended', true],
    ]);
    expect(entries[1]?.detail).toEqual({ network: '127.0.0.0/24' });
    expect(JSON.stringify(entries)).not.toContain(person.email);
  });
});

describe('a password', () => {
  it('of nobody is wrong, and so is any of who has none', async () => {
    expect(await isPassword('', null)).toBe(false);
    expect(await isPassword('anything', null)).toBe(false);
  });
});
