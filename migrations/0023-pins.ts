import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where and when a commitment was seen outside, and how long buyers have to object before the draw. */
export class Pins1764000000023 implements MigrationInterface {
  name = 'Pins1764000000023';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WINDOW);
    await runner.query(PINS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const WINDOW = `
  -- Raffles that exist promised no window; new ones say theirs.
  alter table raffle add column dispute_minutes int not null default 0 check (dispute_minutes between 0 and 10080);
  alter table raffle alter column dispute_minutes drop default;

  create function lock_dispute_window() returns trigger language plpgsql as $$
  begin
    raise exception 'the terms of a published raffle are locked' using errcode = 'TL010';
  end $$;
  create trigger raffle_dispute_window_locked before update on raffle for each row
    when (old.published_at is not null and new.dispute_minutes <> old.dispute_minutes)
    execute function lock_dispute_window();

  -- Who has the fingerprint of a frozen list is counted by raffle.
  create index outbox_frozen on outbox (raffle_id, contact_id) where purpose = 'list_frozen';
`;

const PINS = `
  create table pin (
    id uuid primary key,
    draw_id uuid not null references draw,
    channel text not null,                -- 'rfc3161', or what the organiser calls the place
    at timestamptz not null,              -- in whole seconds; a time stamp's own time, or the organiser's word
    ref text not null,
    proof bytea,                          -- rfc3161: the authority's whole answer, verified before it was stored
    proof_url text,
    stated_by uuid,                       -- the person whose word it is; null: this service saw to it
    created_at timestamptz not null default app_now(),
    check ((channel = 'rfc3161') = (proof is not null)),
    check ((channel = 'rfc3161') = (stated_by is null))
  );
  create index pin_of_draw on pin (draw_id, at, id);
  create unique index pin_rfc3161_once on pin (draw_id) where channel = 'rfc3161';
  create trigger pin_append_only before update or delete on pin for each row execute function refuse_change();
  create trigger pin_never_emptied before truncate on pin for each statement execute function refuse_change();

  -- How many buyers had the fingerprint before the value that decides, counted when the first certificate was issued.
  create table draw_reach (
    draw_id uuid primary key references draw,
    value_at timestamptz not null,        -- when the value came to be
    buyers int not null,
    sent int not null,                    -- taken by Meta before
    had int not null,                     -- delivered or read before
    last_at timestamptz,                  -- when the last of those got it
    counted_at timestamptz not null default app_now(),
    check (had <= sent and sent <= buyers and (had > 0) = (last_at is not null))
  );
  create trigger draw_reach_append_only before update or delete on draw_reach for each row execute function refuse_change();
  create trigger draw_reach_never_emptied before truncate on draw_reach for each statement execute function refuse_change();
`;
