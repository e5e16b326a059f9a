import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was published and had no guard yet: how long a list is, that a draw was drawn, the confirmed table, and keys that signed. And the
 * keys that hide people no longer wait for a draw that can never be drawn.
 */
export class Published1764000000032 implements MigrationInterface {
  name = 'Published1764000000032';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DRAW);
    await runner.query(RECONCILIATION);
    await runner.query(SIGNING_KEY);
    await runner.query(KEYS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const DRAW = `
  create function keep_draw_published() returns trigger language plpgsql as $$
  begin
    raise exception 'what was published of a draw stays' using errcode = 'TL040';
  end $$;
  create trigger draw_length_kept before update on draw for each row
    when (old.commitment is not null and new.ledger_leaves is distinct from old.ledger_leaves)
    execute function keep_draw_published();
  -- A drawn one may wait for a value again, but it is never one that was not drawn.
  create trigger draw_never_undone before update on draw for each row
    when ((old.state <> 'announced' and new.state = 'announced') or (old.state in ('pending', 'drawn') and new.state = 'committed'))
    execute function keep_draw_published();
`;

const RECONCILIATION = `
  create function keep_reconciliation() returns trigger language plpgsql as $$
  begin
    raise exception 'what a person confirmed before the freeze stays' using errcode = 'TL014';
  end $$;
  create trigger raffle_reconciliation_kept before update on raffle for each row
    when (old.frozen_at is not null and new.reconciliation is distinct from old.reconciliation)
    execute function keep_reconciliation();
`;

const SIGNING_KEY = `
  -- The secret may be sealed anew, and a key retires once. What it signed is checked by what stays.
  create function keep_signing_key() returns trigger language plpgsql as $$
  begin
    raise exception 'a key that may have signed stays what it is' using errcode = 'TL045';
  end $$;
  create trigger signing_key_kept before update on signing_key for each row
    when ((old.kid, old.public_key, old.created_at) is distinct from (new.kid, new.public_key, new.created_at)
      or (old.retired_at is not null and new.retired_at is distinct from old.retired_at))
    execute function keep_signing_key();
  create trigger signing_key_never_deleted before delete on signing_key for each row execute function refuse_change();
`;

const KEYS = `
  -- As before, but a draw before the main one whose list was not frozen until its time will never be decided.
  create or replace function guard_raffle_keys() returns trigger language plpgsql as $$
  begin
    if old.published_at is null and old.keys is null then
      return new;
    end if;
    if new.keys is not null or new.keys_destroyed_at is null or old.keys is null then
      raise exception 'the keys of a published raffle are only ever destroyed' using errcode = 'TL013';
    end if;
    if new.state not in ('drawn', 'settled', 'cancelled')
      or (new.state <> 'cancelled' and exists (select from draw where raffle_id = new.id and state <> 'drawn'
        and not (closed_at is null and ordinal > 1 and draw_at <= app_now()))) then
      raise exception 'the keys of a raffle outlive its draws' using errcode = 'TL013';
    end if;
    return new;
  end $$;
`;
