import { newId } from '../../kernel/index.js';
import type { Reader, Transaction } from '../../platform/index.js';
import type { Scope } from '../access/scopes.js';

export interface ApiKey {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly scopes: Scope[];
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

export function listApiKeys(reader: Reader, after: string | null, limit: number): Promise<ApiKey[]> {
  return reader.rows<ApiKey>(
    `select id, user_id as "userId", name, scopes, created_at as "createdAt", revoked_at as "revokedAt" from api_key
     where $1::uuid is null or id > $1 order by id limit $2`,
    [after, limit + 1],
  );
}

export async function addApiKey(
  tx: Transaction,
  key: { userId: string; name: string; scopes: readonly Scope[]; hash: Buffer },
): Promise<ApiKey> {
  const [row] = await tx.rows<ApiKey>(
    `insert into api_key (id, user_id, name, key_hash, scopes) values ($1, $2, $3, $4, $5)
     returning id, user_id as "userId", name, scopes, created_at as "createdAt", revoked_at as "revokedAt"`,
    [newId(), key.userId, key.name, key.hash, key.scopes],
  );
  return row!;
}

/** Ends a key. `changed` is false where it had ended before; null: no such key. */
export async function revokeApiKey(
  tx: Transaction,
  id: string,
): Promise<{ key: ApiKey; changed: boolean } | null> {
  const changed = await tx.run(
    'update api_key set revoked_at = app_now() where id = $1 and revoked_at is null',
    [id],
  );
  const key = await tx.first<ApiKey>(
    `select id, user_id as "userId", name, scopes, created_at as "createdAt", revoked_at as "revokedAt" from api_key where id = $1`,
    [id],
  );
  return key && { key, changed: changed === 1 };
}
