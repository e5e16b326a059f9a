import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { nowOf } from '../../src/platform/index.js';
import type { UserRole } from '../../src/admin/access/scopes.js';
import type { AdminApp } from '../admin/app.js';

export const FIRST_PASSWORD = 'given by somebody else';
export const OWN_PASSWORD = 'a password of my own';

export interface Person {
  readonly id: string;
  readonly email: string;
}

export interface Session {
  readonly id: string;
  readonly token: string;
  readonly todo: string[];
}

/** Somebody with a password another one gave them. */
export async function newPerson(app: AdminApp, role: UserRole): Promise<Person> {
  const email = `${role}-${randomBytes(4).toString('hex')}@example.com`;
  const body = { email, role, password: FIRST_PASSWORD };
  const { id } = await app.expect<{ id: string }>(201, 'POST', '/users', { body });
  return { id, email };
}

/** Signs in as a console would. */
export function signIn(
  app: AdminApp,
  body: { email: string; password: string; code?: string },
): Promise<Session> {
  return app.expect<Session>(201, 'POST', '/sessions', { body });
}

/** The code an authenticator app shows at the database's time, `later` steps of 30 s from now. */
export async function codeOf(app: AdminApp, secret: string, later = 0): Promise<string> {
  const now = await nowOf(app.database);
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: now.getTime() + later * 30_000,
  });
}

/** Signs in for the first time: own password, second factor. From here the session is complete. */
export async function firstSignIn(app: AdminApp, person: Person): Promise<{ token: string; secret: string }> {
  const { token: key } = await signIn(app, { email: person.email, password: FIRST_PASSWORD });
  const body = { current: FIRST_PASSWORD, next: OWN_PASSWORD };
  await app.expect(200, 'POST', '/sessions/current/password', { key, body });
  return { token: key, secret: await setFactor(app, key) };
}

/** Sets the second factor up; its secret in base32. */
export async function setFactor(app: AdminApp, key: string): Promise<string> {
  const at = '/sessions/current/second-factor';
  const { secret } = await app.expect<{ secret: string }>(201, 'POST', at, { key });
  await app.expect(200, 'POST', `${at}/confirm`, { key, body: { code: await codeOf(app, secret) } });
  return secret;
}
