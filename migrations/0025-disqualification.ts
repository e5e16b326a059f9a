import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Winners put out of a draw: proposed by one person, public once confirmed, never changed after. */
export class Disqualification1764000000025 implements MigrationInterface {
  name = 'Disqualification1764000000025';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DISQUALIFICATIONS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const DISQUALIFICATIONS = `
  create table disqualification (
    id uuid primary key,
    draw_id uuid not null references draw,
    seq int check (seq > 0),              -- its place among the events of the draw, from the confirmation on
    prize_id text not null,
    unit int not null check (unit > 0),
    number int not null,
    scope text not null check (scope in ('ticket', 'holder')),
    reason text not null check (reason in ('unclaimed', 'ineligible', 'declined', 'fraud', 'other')),
    comment text not null check (comment <> ''),   -- comment and address are for the organiser, never published
    source_url text check (source_url like 'https://%' and length(source_url) <= 2000),
    state text not null default 'proposed' check (state in ('proposed', 'confirmed', 'withdrawn')),
    proposed_by uuid not null,
    proposed_at timestamptz not null default app_now(),
    confirmed_by uuid,
    confirmed_at timestamptz,
    two_person boolean,                   -- whether a second person had to confirm it
    event text,                           -- canonical JSON as published, without evidence
    unique (draw_id, seq),
    check ((state = 'confirmed') = (seq is not null)),
    check ((seq is null) = (event is null) and (seq is null) = (confirmed_by is null)
      and (seq is null) = (confirmed_at is null) and (seq is null) = (two_person is null))
  );
  create unique index disqualification_proposed on disqualification (draw_id) where state = 'proposed';

  create function lock_disqualification() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      if new.state <> 'proposed' then
        raise exception 'a disqualification is proposed first, then confirmed' using errcode = 'TL044';
      end if;
      return new;
    end if;
    if tg_op = 'DELETE' or old.state <> 'proposed'
      or (old.id, old.draw_id, old.prize_id, old.unit, old.number, old.scope, old.reason, old.comment, old.source_url,
          old.proposed_by, old.proposed_at) is distinct from
         (new.id, new.draw_id, new.prize_id, new.unit, new.number, new.scope, new.reason, new.comment, new.source_url,
          new.proposed_by, new.proposed_at) then
      raise exception 'a disqualification does not change, it is confirmed or withdrawn' using errcode = 'TL043';
    end if;
    return new;
  end $$;
  create trigger disqualification_locked before insert or update or delete on disqualification
    for each row execute function lock_disqualification();
  create trigger disqualification_never_emptied before truncate on disqualification
    for each statement execute function refuse_change();
`;
