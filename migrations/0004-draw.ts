import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Draws: rules, results, commitments, certificates. What was published once is append-only. */
export class Draw1764000000004 implements MigrationInterface {
  name = 'Draw1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DRAWS);
    await runner.query(OUTCOMES);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const DRAWS = `
  create table signing_key (
    kid text primary key,
    public_key bytea not null check (length(public_key) = 32),
    secret_key bytea not null,            -- sealed
    created_at timestamptz not null default app_now(),
    retired_at timestamptz
  );
  create unique index signing_key_in_use on signing_key ((true)) where retired_at is null;

  create table draw (
    id uuid primary key,                  -- :id of /draws/:id
    raffle_id uuid not null references raffle,
    ordinal int not null check (ordinal > 0),
    fairdraw_id text not null unique,     -- <raffle uuid>:<ordinal>
    rules text not null,                  -- canonical JSON
    rules_hash bytea not null,
    state text not null default 'announced' check (state in ('announced', 'committed', 'pending', 'drawn')),
    commitment text,                      -- canonical JSON, written by the freeze
    commitment_hash bytea,
    closed_at timestamptz,                -- set by the freeze, in whole seconds
    log_head bytea,                       -- hash of the last event the commitment covers; fixed before the ledger is written
    ledger_blob uuid references blob,
    ledger_leaves int,
    created_at timestamptz not null default app_now(),
    unique (raffle_id, ordinal),
    check ((commitment is null) = (commitment_hash is null))
  );

  create function lock_draw_papers() returns trigger language plpgsql as $$
  begin
    if (old.raffle_id, old.ordinal, old.fairdraw_id, old.rules, old.rules_hash) is distinct from
       (new.raffle_id, new.ordinal, new.fairdraw_id, new.rules, new.rules_hash)
      or (old.closed_at is not null and new.closed_at is distinct from old.closed_at)
      or (old.log_head is not null and new.log_head is distinct from old.log_head)
      or (old.commitment is not null and
          (old.commitment, old.commitment_hash, old.closed_at, old.ledger_blob) is distinct from
          (new.commitment, new.commitment_hash, new.closed_at, new.ledger_blob)) then
      raise exception 'published draw papers do not change' using errcode = 'TL040';
    end if;
    return new;
  end $$;
  create trigger draw_papers_locked before update on draw for each row execute function lock_draw_papers();
  create trigger draw_never_deleted before delete on draw for each row execute function refuse_change();
`;

const OUTCOMES = `
  create table lottery_result (
    id uuid primary key,
    draw_id uuid not null references draw,
    position int not null check (position >= 0),   -- 0 = the first lottery draw of the rules, then the following ones
    lottery_draw_id text not null,
    source text not null,
    drawn_at timestamptz not null,
    results jsonb not null,               -- {position id: digits as text}
    state text not null default 'entered' check (state in ('entered', 'confirmed', 'withdrawn')),
    entered_by uuid not null,
    entered_at timestamptz not null default app_now(),
    confirmed_by uuid,
    confirmed_at timestamptz,
    two_person boolean                    -- whether a second person had to confirm it
  );
  create unique index lottery_result_confirmed on lottery_result (draw_id, position) where state = 'confirmed';

  create function lock_lottery_result() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' or old.state <> 'entered'
      or (old.draw_id, old.position, old.lottery_draw_id, old.source, old.drawn_at, old.results, old.entered_by) is distinct from
         (new.draw_id, new.position, new.lottery_draw_id, new.source, new.drawn_at, new.results, new.entered_by) then
      raise exception 'a lottery result does not change, it is confirmed or withdrawn' using errcode = 'TL041';
    end if;
    return new;
  end $$;
  create function enter_before_confirm() returns trigger language plpgsql as $$
  begin
    if new.state <> 'entered' or new.confirmed_by is not null then
      raise exception 'a lottery result is entered first, then confirmed' using errcode = 'TL042';
    end if;
    return new;
  end $$;
  create trigger lottery_result_entered before insert on lottery_result for each row execute function enter_before_confirm();
  create trigger lottery_result_locked before update or delete on lottery_result for each row execute function lock_lottery_result();

  create table winner (
    draw_id uuid not null references draw,
    prize_id text not null,
    unit int not null,
    attempt int not null default 1,
    number int not null,
    order_id uuid not null references raffle_order,
    contact_id uuid not null references contact,
    drawn_at timestamptz not null default app_now(),
    primary key (draw_id, prize_id, unit, attempt)
  );
  create trigger winner_append_only before update or delete on winner for each row execute function refuse_change();

  create table certificate (
    draw_id uuid not null references draw,
    issue_no int not null check (issue_no > 0),
    bytes bytea not null,
    cert_hash bytea not null,
    issued_at timestamptz not null default app_now(),
    primary key (draw_id, issue_no)
  );
  create trigger certificate_append_only before update or delete on certificate for each row execute function refuse_change();

  -- Who was told what of a draw: one row per buyer and issue, so that a restarted job tells nobody twice.
  create table draw_notice (
    draw_id uuid not null references draw,
    issue_no int not null,                -- 0: told that the list is frozen
    contact_id uuid not null references contact,
    told_at timestamptz not null default app_now(),
    primary key (draw_id, issue_no, contact_id)
  );
`;
