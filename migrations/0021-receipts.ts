import type { MigrationInterface, QueryRunner } from 'typeorm';

/** To whom each paid number's entry receipt was issued, and the end of the keys that hide people. */
export class Receipts1764000000021 implements MigrationInterface {
  name = 'Receipts1764000000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RECEIPTS);
    await runner.query(MERGE);
    await runner.query(KEYS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const RECEIPTS = `
  -- One row each time the entry receipts of an order's numbers are issued. The receipts follow from it, the log and the keys.
  create table entry_receipt (
    event_id bigint primary key references raffle_event,   -- ticket.paid or receipt.reissued: time, place and hash in the log
    order_id uuid not null references raffle_order,
    contact_id uuid not null references contact            -- whose pseudonym they carry; a merge writes a new row
  );
  create index entry_receipt_order on entry_receipt (order_id);
  create trigger entry_receipt_append_only before update or delete on entry_receipt for each row execute function refuse_change();
  create trigger entry_receipt_never_emptied before truncate on entry_receipt for each statement execute function refuse_change();

  -- What was paid before. A number is paid once in its raffle: voided ones are never sold again.
  insert into entry_receipt (event_id, order_id, contact_id)
  select e.id, o.id, o.contact_id from raffle_order o
  join raffle_event e on e.raffle_id = o.raffle_id and e.event = 'ticket.paid' and (e.data -> 'numbers' ->> 0)::int = o.numbers[1]
  where o.paid_at is not null;
`;

const MERGE = `
  -- As before, and where the list is not frozen yet the entry receipts are issued anew: the pseudonym in them changes.
  create or replace function merge_purchases(older uuid, younger uuid) returns setof uuid language plpgsql as $$
  begin
    perform pg_advisory_xact_lock_shared(raffle_lock_key(o.raffle_id))
      from (select distinct raffle_id from raffle_order where contact_id = younger order by 1) o;  -- before any order, see lockRaffle
    perform from raffle_order where contact_id = younger order by id for no key update;
    with moved as (
      select o.id, o.raffle_id, jsonb_build_object('numbers', to_jsonb(o.numbers)) as data
      from raffle_order o join raffle r on r.id = o.raffle_id
      where o.contact_id = younger and o.state = 'paid' and r.state in ('open', 'paused', 'closed', 'reconciled')),
    logged as (
      insert into raffle_event (raffle_id, event, data) select raffle_id, 'receipt.reissued', data from moved order by id
      returning id, raffle_id, data)
    insert into entry_receipt (event_id, order_id, contact_id)
      select l.id, m.id, older from logged l join moved m using (raffle_id, data);
    update raffle_order set contact_id = older where contact_id = younger;
    update payment set contact_id = older where contact_id = younger;
    perform from purchase_limit where contact_id in (older, younger) order by raffle_id, contact_id for no key update;
    insert into purchase_limit as l (raffle_id, contact_id, taken, allowed)
      select raffle_id, older, taken, allowed from purchase_limit where contact_id = younger
      on conflict (raffle_id, contact_id) do update set
        taken = l.taken + excluded.taken,
        allowed = greatest(l.allowed, excluded.allowed, l.taken + excluded.taken);
    update purchase_limit set taken = 0, allowed = 0 where contact_id = younger;
    return query select l.raffle_id from purchase_limit l join raffle r on r.id = l.raffle_id
      where l.contact_id = older and l.taken > r.max_per_person;
  end $$;
`;

const KEYS = `
  alter table raffle
    add column keys_destroyed_at timestamptz,
    add check (keys is null or keys_destroyed_at is null);

  -- As before but for the keys, which have a guard of their own now.
  create or replace function lock_published_terms() returns trigger language plpgsql as $$
  begin
    if old.published_at is not null and
      (old.price_minor, old.currency, old.first_number, old.emission, old.width, old.max_per_person, old.sales_mode,
       old.draw_method, old.one_prize_per_holder, old.title, old.slug, old.published_at, old.age_step, old.refund_policy, old.time_zone)
      is distinct from
      (new.price_minor, new.currency, new.first_number, new.emission, new.width, new.max_per_person, new.sales_mode,
       new.draw_method, new.one_prize_per_holder, new.title, new.slug, new.published_at, new.age_step, new.refund_policy, new.time_zone)
    then
      raise exception 'the terms of a published raffle are locked' using errcode = 'TL010';
    end if;
    if (old.state in ('settled', 'cancelled') and new.state <> old.state)
      or (old.state = 'frozen' and new.state not in ('frozen', 'drawn', 'cancelled'))
      or (old.state = 'drawn' and new.state not in ('drawn', 'settled', 'cancelled'))
      or (old.frozen_at is not null and new.frozen_at is distinct from old.frozen_at) then
      raise exception 'a frozen raffle does not thaw' using errcode = 'TL012';
    end if;
    if old.published_at is not null and new.draw_at < old.draw_at then
      raise exception 'a published draw date only moves later' using errcode = 'TL011';
    end if;
    return new;
  end $$;

  -- The keys of a published raffle stay what they are until every draw is decided or the raffle is cancelled; then they may go, for good.
  create function guard_raffle_keys() returns trigger language plpgsql as $$
  begin
    if old.published_at is null and old.keys is null then
      return new;
    end if;
    if new.keys is not null or new.keys_destroyed_at is null or old.keys is null then
      raise exception 'the keys of a published raffle are only ever destroyed' using errcode = 'TL013';
    end if;
    if new.state not in ('drawn', 'settled', 'cancelled')
      or (new.state <> 'cancelled' and exists (select from draw where raffle_id = new.id and state <> 'drawn')) then
      raise exception 'the keys of a raffle outlive its draws' using errcode = 'TL013';
    end if;
    return new;
  end $$;
  create trigger raffle_keys_guarded before update on raffle for each row
    when ((old.keys, old.keys_destroyed_at) is distinct from (new.keys, new.keys_destroyed_at))
    execute function guard_raffle_keys();
`;
