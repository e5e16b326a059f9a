import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Raffles, their numbers, orders, limits and the event log. The guards that make overselling impossible live here. */
export class Raffle1764000000002 implements MigrationInterface {
  name = 'Raffle1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RAFFLE);
    await runner.query(ORDERS);
    await runner.query(TICKET_GUARDS);
    await runner.query(EVENTS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const RAFFLE = `
  create table raffle (
    id uuid primary key,
    slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
    title text not null check (length(title) between 1 and 60),
    state text not null default 'draft' check (state in
      ('draft', 'open', 'paused', 'closed', 'reconciled', 'frozen', 'drawn', 'settled', 'cancelled')),
    sales_mode text not null check (sales_mode in ('chat', 'web', 'free')),
    jurisdiction text not null,
    meta_permission jsonb,                -- {status: granted|unconfirmed, ref?, acceptedBy, at}
    age_step boolean not null default true,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    price_minor bigint not null check (price_minor between 0 and 9007199254740991),
    first_number int not null default 0 check (first_number >= 0),
    emission int not null check (emission between 1 and 1000000),
    width smallint not null check (width between 1 and 7),
    max_per_person int not null default 20 check (max_per_person > 0),
    hold_minutes int not null default 120 check (hold_minutes between 5 and 10080),
    time_zone text not null,
    sales_close_at timestamptz not null,
    draw_at timestamptz not null,
    draw_method jsonb not null,           -- source, first draw, positions, extractors, on_miss: see raffle/draws
    one_prize_per_holder boolean not null default true,
    refund_policy text not null,
    organiser jsonb not null,             -- {name, taxId, contact, permit}
    transfer_account jsonb not null,      -- {bank, holder, account, kind}
    keys bytea,                           -- sealed: salt key, pseudonym key, key id
    progress_done int not null default 0,
    progress_total int not null default 0,
    published_at timestamptz,             -- from here on the terms are locked
    opened_at timestamptz,
    paused_at timestamptz,
    closed_at timestamptz,
    reconciliation jsonb,                 -- the table a named person confirmed
    frozen_at timestamptz,
    created_at timestamptz not null default app_now(),
    check (draw_at > sales_close_at)
  );

  create table prize (
    id uuid primary key,
    raffle_id uuid not null references raffle,
    ordinal int not null check (ordinal > 0),
    prize_id text not null check (prize_id ~ '^[A-Za-z0-9._-]{1,32}$' and prize_id <> 'alternate'),
    name text not null check (length(name) between 1 and 60),
    units int not null default 1 check (units between 1 and 1000),
    extract text[] not null,
    unique (raffle_id, ordinal),
    unique (raffle_id, prize_id)
  );

  create function lock_published_terms() returns trigger language plpgsql as $$
  begin
    if old.published_at is not null and
      (old.price_minor, old.currency, old.first_number, old.emission, old.width, old.max_per_person, old.sales_mode,
       old.draw_method, old.one_prize_per_holder, old.title, old.slug, old.published_at, old.keys, old.age_step, old.refund_policy, old.time_zone)
      is distinct from
      (new.price_minor, new.currency, new.first_number, new.emission, new.width, new.max_per_person, new.sales_mode,
       new.draw_method, new.one_prize_per_holder, new.title, new.slug, new.published_at, new.keys, new.age_step, new.refund_policy, new.time_zone)
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
  create trigger raffle_terms_locked before update on raffle for each row execute function lock_published_terms();

  create function lock_published_prizes() returns trigger language plpgsql as $$
  begin
    if exists (select from raffle where id in (new.raffle_id, old.raffle_id) and published_at is not null) then
      raise exception 'the prizes of a published raffle are locked' using errcode = 'TL010';
    end if;
    return coalesce(new, old);
  end $$;
  create trigger prize_locked before insert or update or delete on prize for each row execute function lock_published_prizes();

  create table ticket (
    raffle_id uuid not null,              -- no foreign key: it would lock one raffle row in every sale
    number int not null,
    status text not null default 'free' check (status in ('free', 'held', 'in_review', 'paid', 'void')),
    order_id uuid,
    handovers int not null default 0,     -- counts holders; the salt of the commit changes with it
    pick_key int not null,                -- random at creation: random pick starts anywhere in this order
    primary key (raffle_id, number),
    check ((status = 'free') = (order_id is null))
  ) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05);  -- a random pick walks over sold numbers until a vacuum
  create index ticket_pick on ticket (raffle_id, pick_key) where status = 'free';
  create index ticket_order on ticket (order_id) where order_id is not null;
`;

const ORDERS = `
  create table raffle_order (
    id uuid primary key,
    code text not null unique,            -- K7Q-281, said in chat
    raffle_id uuid not null,
    channel_id uuid references channel,
    contact_id uuid not null references contact,
    origin text not null check (origin in ('chat', 'web', 'seller', 'cash')),
    state text not null check (state in
      ('held', 'in_review', 'paid', 'rejected', 'expired', 'cancelled', 'refund_owed', 'refunded')),
    numbers int[] not null check (cardinality(numbers) between 1 and 1000),
    has_numbers boolean not null default true,   -- false: a late order whose numbers are gone
    amount_minor bigint not null check (amount_minor between 0 and 9007199254740991),
    currency text not null,
    identity text not null,               -- fixed at the hold: +E.164 if known, else the BSUID
    rules_hash bytea not null,
    deadline_at timestamptz,              -- as told to the buyer; null when nothing runs out
    reject_reason text,
    validation_hash bytea unique,         -- keyed hash for look-up
    validation_code bytea,                -- sealed copy for re-sending
    created_at timestamptz not null default app_now(),
    receipt_at timestamptz,
    paid_at timestamptz,
    ended_at timestamptz
  ) with (fillfactor = 80);
  create index raffle_order_deadline on raffle_order (deadline_at) where state in ('held', 'rejected');
  create index raffle_order_contact on raffle_order (contact_id, created_at desc);
  create index raffle_order_raffle on raffle_order (raffle_id, state, created_at);

  alter table ticket add foreign key (order_id) references raffle_order;

  -- What was ordered, by whom and for how much is fixed at the hold; a person found to be another takes the order along.
  create function lock_order_terms() returns trigger language plpgsql as $$
  begin
    if (old.raffle_id, old.code, old.numbers, old.amount_minor, old.currency, old.identity, old.rules_hash) is distinct from
       (new.raffle_id, new.code, new.numbers, new.amount_minor, new.currency, new.identity, new.rules_hash)
      or (old.contact_id <> new.contact_id
          and not exists (select from contact where id = old.contact_id and merged_into = new.contact_id)) then
      raise exception 'the terms of an order do not change' using errcode = 'TL026';
    end if;
    return new;
  end $$;
  create trigger order_terms_locked
    before update of raffle_id, code, numbers, amount_minor, currency, identity, rules_hash, contact_id on raffle_order
    for each row execute function lock_order_terms();

  create table purchase_limit (
    raffle_id uuid not null,
    contact_id uuid not null references contact,
    taken int not null default 0 check (taken >= 0),
    allowed int not null check (allowed >= 0),
    primary key (raffle_id, contact_id),
    constraint purchase_limit_respected check (taken <= allowed)
  ) with (fillfactor = 80);

  -- A gap in the heartbeat. Open holds get its time back raffle by raffle; until that is settled nothing expires.
  create table outage (
    id bigint generated always as identity primary key,
    began_at timestamptz not null,
    ended_at timestamptz not null,
    settled_at timestamptz,
    check (ended_at > began_at)
  );
  create index outage_unsettled on outage (id) where settled_at is null;
  create table outage_extension (
    outage_id bigint not null references outage,
    raffle_id uuid not null,
    primary key (outage_id, raffle_id)
  );

  -- Two contacts turned out to be one person: the older one gets the younger one's orders and shares of the limits. What both
  -- bought stays theirs, also above the limit; the raffles where that is so are returned.
  create function merge_purchases(older uuid, younger uuid) returns setof uuid language plpgsql as $$
  begin
    perform pg_advisory_xact_lock_shared(raffle_lock_key(o.raffle_id))
      from (select distinct raffle_id from raffle_order where contact_id = younger order by 1) o;  -- before any order, see lockRaffle
    perform from raffle_order where contact_id = younger order by id for no key update;
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

const TICKET_GUARDS = `
  create function raffle_lock_key(raffle uuid) returns bigint language sql immutable as
    'select hashtextextended(raffle::text, 7)';

  -- After each statement that changes tickets: share the raffle's lock, then read its state. Close and freeze take the
  -- same lock exclusively, so a change is either before them (and counted) or refused.
  create function guard_ticket_change() returns trigger language plpgsql as $$
  declare
    touched record;
    current_raffle record;
  begin
    for touched in
      select b.raffle_id,
             bool_or(b.status = 'free' and a.status = 'held') as holds,
             bool_or(b.status = 'void') as unvoids,
             bool_or((b.status = 'paid' and a.status not in ('paid', 'void')) or b.order_id <> a.order_id) as robs
      from before b join after a using (raffle_id, number)
      group by b.raffle_id order by b.raffle_id
    loop
      perform pg_advisory_xact_lock_shared(raffle_lock_key(touched.raffle_id));
      select state, sales_close_at into current_raffle from raffle where id = touched.raffle_id;
      if current_raffle.state in ('frozen', 'drawn', 'settled') then
        raise exception 'the raffle is frozen' using errcode = 'TL021';
      end if;
      if touched.holds and (current_raffle.state <> 'open' or current_raffle.sales_close_at <= app_now()) then
        raise exception 'the raffle takes no new holds' using errcode = 'TL022';
      end if;
      if touched.unvoids then
        raise exception 'a void number is never sold again' using errcode = 'TL023';
      end if;
      if touched.robs then
        raise exception 'a number does not leave its order this way' using errcode = 'TL025';
      end if;
      if current_raffle.state = 'reconciled' then
        update raffle set state = 'closed', reconciliation = null where id = touched.raffle_id and state = 'reconciled';
      end if;
    end loop;
    return null;
  end $$;
  create trigger ticket_guard after update on ticket
    referencing old table as before new table as after
    for each statement execute function guard_ticket_change();

  create function guard_ticket_insert() returns trigger language plpgsql as $$
  begin
    if exists (select from (select distinct raffle_id from after) a join raffle r on r.id = a.raffle_id where r.state <> 'draft') then
      raise exception 'numbers are made before a raffle opens' using errcode = 'TL024';
    end if;
    return null;
  end $$;
  create trigger ticket_insert_guard after insert on ticket
    referencing new table as after for each statement execute function guard_ticket_insert();
  create trigger ticket_stays_itself before update of raffle_id, number on ticket for each row execute function refuse_change();
  create trigger ticket_never_deleted before delete on ticket for each row execute function refuse_change();
`;

const EVENTS = `
  -- Written unchained inside the sale; a sequencer gives seq, prev and hash within a second (fair-draw B10).
  create table raffle_event (
    id bigint generated always as identity primary key,
    raffle_id uuid not null,
    event text not null,
    data jsonb not null,
    at timestamptz not null default app_now(),
    seq int,
    hash bytea,
    unique (raffle_id, seq),
    check ((seq is null) = (hash is null))
  );
  create index raffle_event_unchained on raffle_event (raffle_id, id) where seq is null;

  create function chain_event_once() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' or old.seq is not null
      or (old.raffle_id, old.event, old.data, old.at) is distinct from (new.raffle_id, new.event, new.data, new.at) then
      raise exception 'raffle_event is append-only' using errcode = 'TL000';
    end if;
    return new;
  end $$;
  create trigger raffle_event_unchained_first before insert on raffle_event
    for each row when (new.seq is not null) execute function refuse_change();
  create trigger raffle_event_append_only before update or delete on raffle_event for each row execute function chain_event_once();
`;
