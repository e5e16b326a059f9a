import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The organiser's own picture of a raffle. It is no term: it may change while the raffle sells. */
export class Poster1764000000011 implements MigrationInterface {
  name = 'Poster1764000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table raffle add column poster_blob_id uuid references blob');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}
