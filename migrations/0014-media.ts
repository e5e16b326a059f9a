import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pictures of ours at Meta: uploaded once per number, used again until their id expires. */
export class Media1764000000014 implements MigrationInterface {
  name = 'Media1764000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MEDIA);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const MEDIA = `
  create table media_upload (
    channel_id uuid not null references channel,
    picture text not null,                -- '<kind>:<id>': who makes it, and of what
    media_id text,                        -- Meta's; null: wanted
    expires_at timestamptz,
    wanted_at timestamptz not null default app_now(),
    claimed_until timestamptz,            -- a worker is at it until then
    tries smallint not null default 0,
    fault text,
    primary key (channel_id, picture),
    check ((media_id is null) = (expires_at is null))
  );
  create index media_upload_wanted on media_upload (wanted_at) where media_id is null and tries < 3;

  alter table raffle add column poster uuid references blob;
`;
