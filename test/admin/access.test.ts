import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Need } from '../../src/admin/access/caller.guard.js';
import { SCOPES } from '../../src/admin/access/scopes.js';
import { firstSignIn, FIRST_PASSWORD, newPerson, signIn } from '../support/sign-in.js';
import { AdminApp } from './app.js';

let app: AdminApp;
beforeAll(async () => {
  app = await AdminApp.start({ ADMIN_EMAIL: 'Owner@Example.com', ADMIN_PASSWORD: 'a long enough password' });
});
afterAll(() => app.stop());

interface Key {
  id: string;
  key: string;
  userId: string;
  scopes: string[];
}

function makeKey(scopes: readonly string[], options: { userId?: string; key?: string } = {}): Promise<Key> {
  const { userId, key } = options;
  const body = { name: 'test', scopes, ...(userId === undefined ? {} : { userId }) };
  return app.expect<Key>(201, 'POST', '/api-keys', { body, ...(key === undefined ? {} : { key }) });
}

let people = 0;
function makeUser(role: string): Promise<{ id: string }> {
  return app.expect<{ id: string }>(201, 'POST', '/users', {
    body: { email: `p${people++}@example.com`, role },
  });
}

/** What each operation needs, written down a second time: a route that changes its mind has to say so here too. */
const NEEDS: Readonly<Record<string, Need | 'anybody'>> = {
  'POST /sessions': 'anybody',
  'GET /sessions/current': 'session',
  'DELETE /sessions/current': 'session',
  'POST /sessions/current/password': 'session',
  'POST /sessions/current/second-factor': 'session',
  'POST /sessions/current/second-factor/confirm': 'session',
  'GET /channels': 'read',
  'POST /channels': 'admin',
  'GET /raffles': 'read',
  'POST /raffles': 'raffles',
  'GET /raffles/{id}': 'read',
  'PATCH /raffles/{id}': 'raffles',
  'POST /raffles/{id}/publish': 'raffles',
  'POST /raffles/{id}/pause': 'raffles',
  'POST /raffles/{id}/resume': 'raffles',
  'POST /raffles/{id}/close': 'raffles',
  'GET /raffles/{id}/tickets': 'read',
  'GET /raffles/{id}/stats': 'read',
  'GET /raffles/{id}/notice-estimate': 'read',
  'GET /raffles/{id}/draw-preview': 'read',
  'GET /costs': 'read',
  'GET /contacts': 'chats',
  'GET /contacts/{id}': 'read',
  'GET /contacts/{id}/timeline': 'read',
  'POST /raffles/{id}/reconcile': 'draw',
  'POST /raffles/{id}/freeze': 'draw',
  'GET /raffles/{id}/lottery-results': 'read',
  'POST /raffles/{id}/lottery-results': 'draw',
  'GET /lottery-results/{id}/source': 'read',
  'POST /lottery-results/{id}/confirm': 'draw',
  'POST /lottery-results/{id}/withdraw': 'draw',
  'GET /draws/{id}/disqualifications': 'read',
  'POST /draws/{id}/disqualifications': 'draw',
  'POST /disqualifications/{id}/confirm': 'draw',
  'POST /disqualifications/{id}/withdraw': 'draw',
  'POST /draws/{id}/seeds': 'draw',
  'POST /raffles/{id}/draws': 'draw',
  'GET /raffles/{id}/draws': 'read',
  'POST /draws/{id}/freeze': 'draw',
  'GET /draws/{id}/lottery-results': 'read',
  'POST /draws/{id}/lottery-results': 'draw',
  'POST /draws/{id}/manual-results': 'draw',
  'POST /draws/{id}/execute': 'draw',
  'GET /raffles/{id}/evidence.zip': 'audit',
  'GET /draws/{id}/ticket-sheet.pdf': 'read',
  'GET /draws/{id}/pins': 'read',
  'POST /draws/{id}/pins': 'draw',
  'GET /orders': 'read',
  'POST /orders': 'sell',
  'GET /orders/{id}': 'read',
  'GET /payments': 'read',
  'GET /payments/{id}': 'read',
  'GET /payments/{id}/receipts/{receiptId}': 'read',
  'POST /payments/{id}/approve': 'money',
  'POST /payments/{id}/reject': 'money',
  'GET /conversations': 'chats',
  'POST /conversations/{id}/claim': 'chats',
  'POST /conversations/{id}/reply': 'chats',
  'POST /conversations/{id}/release': 'chats',
  'GET /alerts': 'read',
  'POST /alerts/{id}/acknowledge': 'admin',
  'POST /channels/{id}/resume': 'admin',
  'GET /doctor': 'admin',
  'POST /raffles/{id}/poster': 'raffles',
  'DELETE /raffles/{id}/poster': 'raffles',
  'GET /broadcasts': 'read',
  'GET /broadcasts/{id}': 'read',
  'POST /broadcasts': 'raffles',
  'POST /broadcasts/{id}/start': 'raffles',
  'POST /broadcasts/{id}/stop': 'raffles',
  'GET /webhook-events': 'read',
  'GET /webhook-events/tests': 'read',
  'GET /webhook-events/{id}': 'read',
  'POST /webhook-events/{id}/replay': 'admin',
  'POST /webhook-events/{id}/skip': 'admin',
  'GET /users': 'admin',
  'POST /users': 'admin',
  'POST /users/{id}/reset-sign-in': 'admin',
  'GET /api-keys': 'admin',
  'POST /api-keys': 'admin',
  'DELETE /api-keys/{id}': 'admin',
  'GET /audit': 'audit',
};

/** The doors that are shut for strangers. */
const OPERATIONS = Object.keys(NEEDS)
  .filter((operation) => NEEDS[operation] !== 'anybody')
  .map((operation) => {
    const [method = '', path = ''] = operation.split(' ');
    return { operation, method, path: path.replaceAll(/\{\w+\}/g, '01936f2a-8c00-7000-8000-00000000dead') };
  });

/** A body that is refused wherever it is let in. */
function bodyFor(method: string): { body?: object } {
  return method === 'POST' || method === 'PATCH' ? { body: { no_such_field: 1 } } : {};
}

describe('the doors', () => {
  it('are all in the table above', async () => {
    const document = (await (await fetch(`${app.origin}/api/openapi.json`)).json()) as {
      paths: Record<string, object>;
    };
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
    );
    expect(operations.sort()).toEqual(Object.keys(NEEDS).sort());
  });

  it.each([
    ['no key', {}],
    ['an unknown key', { authorization: 'Bearer tln_0123456789abcdef0123456789abcdef' }],
    ['another scheme', { authorization: 'Basic dGVzdDp0ZXN0' }],
    ['a key that is too short', { authorization: 'Bearer x' }],
    ['an unknown session', { authorization: 'Bearer tls_0123456789abcdef0123456789abcdef' }],
  ])('stay shut for %s', async (_name, headers) => {
    for (const { method, path } of OPERATIONS) {
      const response = await fetch(`${app.origin}/api/v1${path}`, { method, headers });
      expect([method, path, response.status]).toEqual([method, path, 401]);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it('open for a session that is complete, as far as its person may', async () => {
    const { token } = await firstSignIn(app, await newPerson(app, 'auditor'));
    for (const { operation, method, path } of OPERATIONS) {
      if (operation === 'DELETE /sessions/current') continue;
      const { status } = await app.call(method, path, { key: token, ...bodyFor(method) });
      const need = NEEDS[operation];
      const may = need === 'session' || need === 'read' || need === 'audit';
      expect([operation, status !== 403]).toEqual([operation, may]);
    }
  });

  it('open for nothing but itself as long as a session is not', async () => {
    const { email } = await newPerson(app, 'owner');
    const { token } = await signIn(app, { email, password: FIRST_PASSWORD });
    for (const { operation, method, path } of OPERATIONS) {
      if (operation === 'DELETE /sessions/current') continue;
      const { status } = await app.call(method, path, { key: token, ...bodyFor(method) });
      expect([operation, status !== 403]).toEqual([operation, NEEDS[operation] === 'session']);
    }
  });

  it.each(SCOPES)('open for the scope %s where they need it and nowhere else', async (scope) => {
    const { key } = await makeKey([scope]);
    const opened: string[] = [];
    for (const { operation, method, path } of OPERATIONS) {
      const { status } = await app.call(method, path, { key, ...bodyFor(method) });
      expect([200, 400, 403, 404]).toContain(status);
      if (status !== 403) opened.push(operation);
    }
    expect(opened).toEqual(Object.keys(NEEDS).filter((operation) => NEEDS[operation] === scope));
  });

  it('shut at once for a revoked key', async () => {
    const { id, key } = await makeKey(['read']);
    expect((await app.call('GET', '/raffles', { key })).status).toBe(200);
    const first = await app.expect(200, 'DELETE', `/api-keys/${id}`);
    expect(first['revokedAt']).not.toBeNull();
    expect((await app.call('GET', '/raffles', { key })).status).toBe(401);
    expect(await app.expect(200, 'DELETE', `/api-keys/${id}`)).toEqual(first);
  });

  it('shut for every key of a disabled person, and shrink with the role', async () => {
    const { id: userId } = await makeUser('cashier');
    const { key } = await makeKey(['read', 'money'], { userId });
    await app.owner.query(`update app_user set role = 'auditor' where id = $1`, [userId]);
    expect((await app.call('GET', '/raffles', { key })).status).toBe(200);
    expect(
      (await app.call('POST', '/payments/01936f2a-8c00-7000-8000-00000000dead/approve', { key })).status,
    ).toBe(403);
    await app.owner.query('update app_user set disabled_at = now() where id = $1', [userId]);
    expect((await app.call('GET', '/raffles', { key })).status).toBe(401);
  });
});

describe('a key', () => {
  it('is shown once and stored as a hash', async () => {
    const made = await makeKey(['read']);
    expect(made.key).toMatch(/^tln_[\w-]{43}$/);
    const listed = await (await app.call('GET', '/api-keys')).text();
    expect(listed).toContain(made.id);
    expect(listed).not.toContain(made.key);
    const everything = await app.owner.query<{ row: string }>(
      `select api_key::text as row from api_key union all select audit_entry::text from audit_entry`,
    );
    expect(everything.rows.some(({ row }) => row.includes(made.key))).toBe(false);
  });

  it.each([
    ['cashier', ['draw']],
    ['seller', ['money']],
    ['auditor', ['sell']],
  ])('of a %s cannot have the scopes %j', async (role, scopes) => {
    const { id: userId } = await makeUser(role);
    const { errors } = await app.expect<{ errors: { field: string }[] }>(400, 'POST', '/api-keys', {
      body: { name: 'too much', scopes, userId },
    });
    expect(errors.map(({ field }) => field)).toEqual(['scopes']);
  });

  it('makes no key, and no person, that may do more than itself', async () => {
    const { key } = await makeKey(['admin', 'read']);
    await makeKey(['read'], { key });
    expect(
      (await app.call('POST', '/api-keys', { key, body: { name: 'up', scopes: ['money'] } })).status,
    ).toBe(400);
    expect(
      (await app.call('POST', '/users', { key, body: { email: 'up@example.com', role: 'owner' } })).status,
    ).toBe(400);
  });

  it('cannot be made for somebody who is not there', async () => {
    const userId = '01936f2a-8c00-7000-8000-00000000dead';
    expect(
      (await app.call('POST', '/api-keys', { body: { name: 'x', scopes: ['read'], userId } })).status,
    ).toBe(400);
  });
});

describe('the first owner', () => {
  interface Owner {
    email: string;
    role: string;
    password_hash: string;
  }
  const owners = async (): Promise<Owner[]> =>
    (
      await app.owner.query<Owner>(
        `select email, role, password_hash from app_user where role = 'owner' order by created_at`,
      )
    ).rows;

  it('has the address of the environment and a password nobody can read', async () => {
    const [owner] = await owners();
    expect(owner).toMatchObject({ email: 'owner@example.com' });
    expect(owner?.password_hash).toMatch(/^scrypt\$131072\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
  });

  it('acts when the key of the environment does', async () => {
    await makeUser('seller');
    const rows = await app.database.rows<{ role: string; api_key_id: string | null }>(
      `select u.role, a.api_key_id from audit_entry a join app_user u on u.id = a.actor where action = 'user.created' order by a.id desc limit 1`,
    );
    expect(rows).toEqual([{ role: 'owner', api_key_id: null }]);
  });
});

describe('people', () => {
  it('have one account per address, whatever its case', async () => {
    await app.expect(201, 'POST', '/users', { body: { email: 'marta@example.com', role: 'seller' } });
    const again = await app.expect(409, 'POST', '/users', {
      body: { email: 'Marta@Example.com', role: 'seller' },
    });
    expect(again).toMatchObject({ code: 'email_taken', status: 409 });
  });

  it('are told without their password', async () => {
    const body = { email: 'luis@example.com', role: 'cashier', password: 'correct horse battery' };
    const made = await app.expect(201, 'POST', '/users', { body });
    expect(Object.keys(made).sort()).toEqual(['createdAt', 'disabledAt', 'email', 'id', 'role']);
    const stored = await app.owner.query<{ hash: string }>(
      'select password_hash as hash from app_user where id = $1',
      [made['id']],
    );
    expect(stored.rows[0]?.hash).toMatch(/^scrypt\$/);
  });
});
