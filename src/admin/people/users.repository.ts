import { newId } from '../../kernel/index.js';
import type { Reader, Transaction } from '../../platform/index.js';
import type { UserRole } from '../access/scopes.js';

export interface User {
  readonly id: string;
  readonly email: string | null;
  readonly role: UserRole;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
}

const USERS = `select id, email, role, created_at as "createdAt", disabled_at as "disabledAt" from app_user`;

export function listUsers(reader: Reader, after: string | null, limit: number): Promise<User[]> {
  return reader.rows<User>(`${USERS} where $1::uuid is null or id > $1 order by id limit $2`, [
    after,
    limit + 1,
  ]);
}

export function userById(reader: Reader, id: string): Promise<User | null> {
  return reader.first<User>(`${USERS} where id = $1`, [id]);
}

/** The new person; null if the e-mail address is taken. */
export function addUser(
  tx: Transaction,
  user: { email: string; role: UserRole; passwordHash: string | null },
): Promise<User | null> {
  return tx.first<User>(
    `insert into app_user (id, email, role, password_hash) values ($1, $2, $3, $4)
     on conflict (email) do nothing
     returning id, email, role, created_at as "createdAt", disabled_at as "disabledAt"`,
    [newId(), user.email, user.role, user.passwordHash],
  );
}
