import { randomBytes } from 'node:crypto';
import { EXAMPLE } from '../../src/admin/http/examples.js';
import { codeOf, signIn } from '../support/sign-in.js';
import type { AdminApp } from './app.js';

/** Under this name a fixture gives who asks, where the first owner's key does not do. */
export const BEARER = 'bearer';

type Ids = Promise<Readonly<Record<string, string>>>;

/** Somebody with the password of the examples. */
export const somebody = async (app: AdminApp): Ids => {
  const email = `${randomBytes(4).toString('hex')}@example.com`;
  const body = { email, role: 'cashier', password: 'correct horse battery staple' };
  const { id } = await app.expect<{ id: string }>(201, 'POST', '/users', { body });
  return { [EXAMPLE.userId]: id, 'cajera@example.com': email };
};

/** The first sign-in has no code to show. */
export const newcomer = async (app: AdminApp): Ids => ({ ...(await somebody(app)), ',"code":"287082"': '' });

export const signedIn = async (app: AdminApp): Ids => {
  const ids = await somebody(app);
  const email = ids['cajera@example.com'] ?? '';
  const { token } = await signIn(app, { email, password: 'correct horse battery staple' });
  return { ...ids, [BEARER]: token };
};

export const settingUp = async (app: AdminApp): Ids => {
  const ids = await signedIn(app);
  const key = ids[BEARER] ?? '';
  const at = '/sessions/current/second-factor';
  const { secret } = await app.expect<{ secret: string }>(201, 'POST', at, { key });
  return { ...ids, '287082': await codeOf(app, secret) };
};

export const owner = async (app: AdminApp): Ids => {
  const row = await app.database.first<{ id: string }>('select id from app_user order by created_at limit 1');
  return { [EXAMPLE.userId]: row?.id ?? '' };
};

export const apiKey = async (app: AdminApp): Ids => {
  const { id } = await app.expect<{ id: string }>(201, 'POST', '/api-keys', {
    body: { name: 'to end', scopes: ['read'] },
  });
  return { [EXAMPLE.apiKeyId]: id };
};
