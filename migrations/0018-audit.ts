import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who did what becomes a chain as well, and nothing that must stay can be emptied, by any role. */
export class Audit1764000000018 implements MigrationInterface {
  name = 'Audit1764000000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CHAIN);
    for (const table of KEPT) {
      await runner.query(
        `create trigger ${table}_never_emptied before truncate on ${table} for each statement execute function refuse_change()`,
      );
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

/** What a raffle's honesty rests on. */
const KEPT = [
  'consent',
  'ticket',
  'raffle_order',
  'raffle_event',
  'payment',
  'receipt',
  'blob',
  'blob_chunk',
  'journal_entry',
  'journal_line',
  'signing_key',
  'draw',
  'lottery_result',
  'winner',
  'certificate',
  'audit_entry',
] as const;

const CHAIN = `
  -- Written unchained by whatever a person did; a sequencer gives seq and hash within a second, each upon the one before.
  alter table audit_entry
    add column seq bigint unique,
    add column hash bytea,
    add check ((seq is null) = (hash is null));
  create index audit_unchained on audit_entry (id) where seq is null;

  create function chain_audit_once() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' or old.seq is not null
      or (old.id, old.actor, old.api_key_id, old.action, old.target_kind, old.target_id, old.detail, old.at) is distinct from
         (new.id, new.actor, new.api_key_id, new.action, new.target_kind, new.target_id, new.detail, new.at) then
      raise exception 'audit_entry is append-only' using errcode = 'TL000';
    end if;
    return new;
  end $$;
  drop trigger audit_append_only on audit_entry;
  create trigger audit_append_only before update or delete on audit_entry for each row execute function chain_audit_once();
  create trigger audit_unchained_first before insert on audit_entry
    for each row when (new.seq is not null) execute function refuse_change();

  -- The last entry of every chain, once a day: what was said of it outside can be compared for good.
  create table log_head (
    subject text not null,                -- 'audit', or a raffle's id
    day date not null,
    seq bigint not null,
    hash bytea not null,
    noted_at timestamptz not null default app_now(),
    primary key (subject, day)
  );
  create trigger log_head_append_only before update or delete on log_head for each row execute function refuse_change();
  create trigger log_head_never_emptied before truncate on log_head for each statement execute function refuse_change();
`;
