import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Draws that are late, and lists that have to be frozen soon: each is told once, and looking for them stays cheap. */
export class DrawAlerts1764000000030 implements MigrationInterface {
  name = 'DrawAlerts1764000000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ALERTS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const ALERTS = `
  -- An alert somebody has acknowledged would come again: what was told of a draw stands here.
  create table draw_alert (
    draw_id uuid not null references draw,
    kind text not null check (kind in ('freeze_due', 'draw_late')),
    at timestamptz not null default app_now(),
    primary key (draw_id, kind)
  );
  -- Nearly all draws are drawn: looking every minute reads the others alone.
  create index draw_undecided on draw (raffle_id) where state in ('announced', 'committed');
`;
