import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People who run raffles, their keys, what they did. */
export class Admin1764000000005 implements MigrationInterface {
  name = 'Admin1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ADMIN);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const ADMIN = `
  create table app_user (
    id uuid primary key,
    email text unique,
    role text not null check (role in ('owner', 'cashier', 'seller', 'auditor')),
    password_hash text,                   -- null: cannot open a session
    created_at timestamptz not null default app_now(),
    disabled_at timestamptz
  );

  create table api_key (
    id uuid primary key,
    user_id uuid not null references app_user,
    name text not null,
    key_hash bytea not null unique,       -- SHA-256 of 256 random bits: no salt needed
    scopes text[] not null,
    created_at timestamptz not null default app_now(),
    revoked_at timestamptz
  );

  create table audit_entry (
    id bigint generated always as identity primary key,
    actor uuid references app_user,
    api_key_id uuid references api_key,
    action text not null,
    target_kind text not null,
    target_id text not null,
    detail jsonb not null default '{}',
    at timestamptz not null default app_now()
  );
  create index audit_target on audit_entry (target_kind, target_id, id);
  create trigger audit_append_only before update or delete on audit_entry for each row execute function refuse_change();

  create table idempotency_key (
    user_id uuid not null references app_user,
    route text not null,
    key text not null,
    request_hash bytea not null,
    status int,
    body text,
    created_at timestamptz not null default app_now(),
    primary key (user_id, route, key)
  );
`;
