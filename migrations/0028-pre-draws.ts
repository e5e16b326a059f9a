import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Several draws of one raffle: draws before the main one have a list of their own, and which draw a message is about is known. */
export class PreDraws1764000000028 implements MigrationInterface {
  name = 'PreDraws1764000000028';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TERMS);
    await runner.query(LISTS);
    await runner.query(MESSAGES);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const TERMS = `
  -- [{name, listClosesAt, drawAt, disputeMinutes, drawMethod, prizes}], in the order of their times
  alter table raffle add column pre_draws jsonb not null default '[]';
  create function lock_pre_draws() returns trigger language plpgsql as $$
  begin
    raise exception 'the terms of a published raffle are locked' using errcode = 'TL010';
  end $$;
  create trigger raffle_pre_draws_locked before update on raffle for each row
    when (old.published_at is not null and new.pre_draws <> old.pre_draws)
    execute function lock_pre_draws();

  -- Of the main draw (ordinal 1) the raffle itself tells all this.
  alter table draw
    add column name text,
    add column list_closes_at timestamptz,
    add column draw_at timestamptz,
    add column dispute_minutes int,
    add check (case when ordinal = 1 then num_nonnulls(name, list_closes_at, draw_at, dispute_minutes) = 0
      else num_nulls(name, list_closes_at, draw_at, dispute_minutes) = 0 end);
  create function lock_announced_draw() returns trigger language plpgsql as $$
  begin
    raise exception 'published draw papers do not change' using errcode = 'TL040';
  end $$;
  create trigger draw_announcement_locked before update on draw for each row
    when ((old.name, old.list_closes_at, old.draw_at, old.dispute_minutes) is distinct from
          (new.name, new.list_closes_at, new.draw_at, new.dispute_minutes))
    execute function lock_announced_draw();
`;

const LISTS = `
  -- The numbers in the list of a draw before the main one, as its freeze found them: what is sold and voided goes on after it.
  create table draw_entry (
    draw_id uuid not null references draw,
    number int not null,
    order_id uuid not null references raffle_order,
    contact_id uuid not null references contact,   -- whose pseudonym stands in the list
    primary key (draw_id, number)
  );
  create index draw_entry_order on draw_entry (order_id, draw_id);
  create trigger draw_entry_append_only before update or delete on draw_entry for each row execute function refuse_change();
  create trigger draw_entry_never_emptied before truncate on draw_entry for each statement execute function refuse_change();

  -- The list of every draw. The main one has no rows of its own: from its freeze on no number of the raffle changes any more.
  create view draw_list as
    select d.id as draw_id, t.number, t.order_id from draw d join ticket t on t.raffle_id = d.raffle_id and t.status = 'paid'
    where d.ordinal = 1
    union all
    select draw_id, number, order_id from draw_entry;
`;

const MESSAGES = `
  alter table outbox add column draw_id uuid;      -- the draw it tells of
  update outbox o set draw_id = d.id from draw d
    where o.purpose = 'list_frozen' and d.raffle_id = o.raffle_id and d.ordinal = 1;
  drop index outbox_frozen;
  create index outbox_frozen on outbox (draw_id, contact_id) where purpose = 'list_frozen';
`;
