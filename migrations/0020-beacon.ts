import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Beacons that decide draws: stored once they were verified, with who gave them. */
export class Beacon1764000000020 implements MigrationInterface {
  name = 'Beacon1764000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BEACON);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const BEACON = `
  create table beacon (
    draw_id uuid not null references draw,
    chain_hash bytea not null check (length(chain_hash) = 32),
    round bigint not null check (round > 0),
    signature bytea not null,             -- verified against the chain's key before it comes here
    randomness bytea not null check (randomness = sha256(signature)),
    relays text[] not null check (cardinality(relays) > 0),   -- who gave this same signature
    fetched_at timestamptz not null default app_now(),
    primary key (draw_id, chain_hash, round)
  );
  create trigger beacon_append_only before update or delete on beacon for each row execute function refuse_change();
  create trigger beacon_never_emptied before truncate on beacon for each statement execute function refuse_change();
`;
