import { newId } from '../../kernel/index.js';
import type { Reader, Transaction } from '../../platform/index.js';
import type { SessionStep, UserRole } from './scopes.js';

/** A person as signing in needs them. */
export interface SignInUser {
  readonly id: string;
  readonly email: string;
  readonly role: UserRole;
  readonly passwordHash: string | null;
  readonly passwordOwn: boolean;
  readonly factorSecret: Buffer | null;
  /** Whether a code of the secret was ever shown. */
  readonly factorSet: boolean;
  readonly factorStep: number | null;
}

/** A session, and what its person has still to do. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly email: string;
  readonly role: UserRole;
  readonly expiresAt: Date;
  readonly todo: SessionStep[];
}

const USER = `select id, email, role, password_hash as "passwordHash", password_own as "passwordOwn",
  factor_secret as "factorSecret", factor_at is not null as "factorSet", factor_step::float8 as "factorStep" from app_user`;

/** The active person with this address. */
export function signInUser(reader: Reader, email: string): Promise<SignInUser | null> {
  return reader.first<SignInUser>(`${USER} where email = $1 and disabled_at is null`, [email]);
}

/** The active person, locked: one request at a time changes how they sign in. */
export function lockUser(tx: Transaction, id: string): Promise<SignInUser | null> {
  return tx.first<SignInUser>(
    `${USER} where id = $1 and email is not null and disabled_at is null for update`,
    [id],
  );
}

/** Opens a session of so many hours. */
export async function openSession(
  tx: Transaction,
  userId: string,
  tokenHash: Buffer,
  hours: number,
): Promise<string> {
  const id = newId();
  await tx.run(
    `insert into session (id, user_id, token_hash, expires_at) values ($1, $2, $3, app_now() + $4::int * interval '1 hour')`,
    [id, userId, tokenHash, hours],
  );
  return id;
}

const SESSION = `select s.id, s.user_id as "userId", u.email, u.role, s.expires_at as "expiresAt",
    array_remove(array[case when not u.password_own then 'password' end,
                       case when u.factor_at is null then 'second_factor' end], null) as todo
  from session s join app_user u on u.id = s.user_id
  where s.ended_at is null and s.expires_at > app_now() and u.disabled_at is null`;

/** The running session of a token. */
export function sessionOfToken(reader: Reader, tokenHash: Buffer): Promise<Session | null> {
  return reader.first<Session>(`${SESSION} and s.token_hash = $1`, [tokenHash]);
}

export function sessionById(reader: Reader, id: string): Promise<Session | null> {
  return reader.first<Session>(`${SESSION} and s.id = $1`, [id]);
}

/** Ends every session of a person but this one. */
export async function endSessions(tx: Transaction, userId: string, but: string | null = null): Promise<void> {
  await tx.run(
    `update session set ended_at = app_now() where user_id = $1 and ended_at is null and id is distinct from $2::uuid`,
    [userId, but],
  );
}

/** Ends one session. */
export async function endSession(tx: Transaction, id: string): Promise<void> {
  await tx.run('update session set ended_at = app_now() where id = $1 and ended_at is null', [id]);
}

/** `own`: the person chose it; else somebody else did, for them to change. */
export async function setPassword(
  tx: Transaction,
  userId: string,
  hash: string,
  own: boolean,
): Promise<void> {
  await tx.run('update app_user set password_hash = $2, password_own = $3 where id = $1', [
    userId,
    hash,
    own,
  ]);
}

/** A second factor to be set up; it counts from its first code on. */
export async function beginFactor(tx: Transaction, userId: string, sealed: Buffer): Promise<void> {
  await tx.run('update app_user set factor_secret = $2, factor_at = null, factor_step = null where id = $1', [
    userId,
    sealed,
  ]);
}

/** A code of this step was shown. */
export async function takeStep(tx: Transaction, userId: string, step: number): Promise<void> {
  await tx.run(
    'update app_user set factor_step = $2, factor_at = coalesce(factor_at, app_now()) where id = $1',
    [userId, step],
  );
}

export async function dropFactor(tx: Transaction, userId: string): Promise<void> {
  await tx.run(
    'update app_user set factor_secret = null, factor_at = null, factor_step = null where id = $1',
    [userId],
  );
}

/** For the retention: sessions that ended so many days ago. The audit log keeps who signed in. */
export const PRUNE_SESSIONS = `
  with gone as (
    delete from session where id in (
      select id from session where least(ended_at, expires_at) < (select app_now()) - $2::int * interval '1 day'
      limit $3 for update skip locked) returning 1)
  select count(*)::int as pruned, case when count(*) = $3 then $1::text end as next from gone`;
