import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The evidence of a draw as a file: made once for each certificate, never changed. */
export class Evidence1764000000024 implements MigrationInterface {
  name = 'Evidence1764000000024';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EVIDENCE);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const EVIDENCE = `
  create table evidence_pack (
    draw_id uuid not null,
    issue_no int not null,
    raffle_id uuid not null references raffle,
    facts json not null,                  -- what can change or is small: with it the same file can be made again, members in this order
    signatures json not null,             -- {ordinal of the draw: signature of its acta}
    blob_id uuid not null references blob,
    sha256 bytea not null check (length(sha256) = 32),
    made_at timestamptz not null default app_now(),
    primary key (draw_id, issue_no),
    foreign key (draw_id, issue_no) references certificate
  );
  create index evidence_pack_raffle on evidence_pack (raffle_id, made_at desc);
  create trigger evidence_pack_append_only before update or delete on evidence_pack for each row execute function refuse_change();
  create trigger evidence_pack_never_emptied before truncate on evidence_pack for each statement execute function refuse_change();
`;
