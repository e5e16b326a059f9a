import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People who sign in themselves, with a second factor: until now everybody came by key. */
export class Sessions1764000000031 implements MigrationInterface {
  name = 'Sessions1764000000031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SESSIONS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const SESSIONS = `
  alter table app_user
    add column password_own boolean not null default false,  -- false: somebody else chose it
    add column factor_secret bytea,       -- of RFC 6238, sealed under SECRET_KEY
    add column factor_at timestamptz,     -- when a code of it was first shown; null: still being set up
    add column factor_step bigint,        -- time step of the last code taken: none counts twice
    add constraint app_user_factor check (factor_at is null or (factor_secret is not null and factor_step is not null));

  create table session (
    id uuid primary key,
    user_id uuid not null references app_user,
    token_hash bytea not null unique,     -- SHA-256 of 256 random bits: no salt needed
    created_at timestamptz not null default app_now(),
    expires_at timestamptz not null,
    ended_at timestamptz
  );
  create index session_of_user on session (user_id) where ended_at is null;

  -- Signing in that has not succeeded, for a quarter of an hour.
  create table sign_in_attempt (
    id bigint generated always as identity primary key,
    account bytea not null,               -- SHA-256 of the address as typed: it may be nobody's
    network text not null,
    at timestamptz not null default app_now()
  );
  create index sign_in_attempt_account on sign_in_attempt (account, at);
  create index sign_in_attempt_network on sign_in_attempt (network, at);
`;
