import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Draws by the seeds of witnesses: what was promised before the sale and revealed after the list closed. */
export class Seeds1764000000019 implements MigrationInterface {
  name = 'Seeds1764000000019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SEEDS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const SEEDS = `
  create table revealed_seed (
    draw_id uuid not null references draw,
    party int not null check (party >= 0), -- place among the promises of the rules
    seed bytea not null check (length(seed) = 32),
    revealed_by uuid not null,
    revealed_at timestamptz not null default app_now(),
    primary key (draw_id, party)
  );
  create trigger revealed_seed_append_only before update or delete on revealed_seed for each row execute function refuse_change();
  create trigger revealed_seed_never_emptied before truncate on revealed_seed for each statement execute function refuse_change();
`;
