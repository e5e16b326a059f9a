import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Time, contacts and the two mailboxes (inbox of what Meta and our own rooms told a contact's chat, outbox of what we say). */
export class Mailbox1764000000001 implements MigrationInterface {
  name = 'Mailbox1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TIME);
    await runner.query(CONTACTS);
    await runner.query(INBOX);
    await runner.query(OUTBOX);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const TIME = `
  -- The one clock of all SQL. Tests replace this function in their own database; nothing in production shifts time.
  create function app_now() returns timestamptz language sql volatile as 'select clock_timestamp()';

  create function refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception '% is append-only', tg_table_name using errcode = 'TL000';
  end $$;

  create table heartbeat (
    id smallint primary key check (id = 1),
    beat_at timestamptz not null
  );
`;

const CONTACTS = `
  create table portfolio (
    id uuid primary key,
    name text not null,
    created_at timestamptz not null default app_now()
  );

  create table channel (
    id uuid primary key,
    portfolio_id uuid not null references portfolio,
    phone_number_id text not null unique,
    waba_id text not null,
    display_phone_number text,
    access_token bytea not null,          -- sealed with SECRET_KEY
    app_secrets bytea not null,           -- sealed JSON array of strings
    state text not null default 'active' check (state in ('active', 'paused')),
    paused_reason text,
    paused_until timestamptz,
    messages_per_second int not null default 70 check (messages_per_second > 0),
    next_send_at timestamptz not null default '-infinity',
    created_at timestamptz not null default app_now()
  );

  create table contact (
    id uuid primary key,
    portfolio_id uuid not null references portfolio,
    display_name text,
    opt_out text not null default 'none' check (opt_out in ('none', 'marketing', 'all')),
    merged_into uuid references contact,
    created_at timestamptz not null default app_now()
  );

  create table contact_identifier (
    id bigint generated always as identity primary key,
    portfolio_id uuid not null references portfolio,
    contact_id uuid not null references contact,
    kind text not null check (kind in ('user_id', 'wa_id')),
    value text not null,
    created_at timestamptz not null default app_now(),
    closed_at timestamptz
  );
  create unique index contact_identifier_open on contact_identifier (portfolio_id, kind, value) where closed_at is null;
  create index contact_identifier_contact on contact_identifier (contact_id, kind, id);

  create table consent (
    id bigint generated always as identity primary key,
    contact_id uuid not null references contact,
    kind text not null check (kind in ('age_and_rules', 'marketing', 'marketing_withdrawn', 'all_withdrawn')),
    version text not null,
    wamid text,
    at timestamptz not null default app_now()
  );
  create index consent_contact on consent (contact_id, kind, at desc);
  create trigger consent_append_only before update or delete on consent for each row execute function refuse_change();

  create table conversation (
    channel_id uuid not null references channel,
    contact_id uuid not null references contact,
    state jsonb not null,                 -- our own ChatState, never Meta's content
    window_ends_at timestamptz,           -- 24 h after Meta's timestamp of the last inbound message
    last_inbound_at timestamptz,
    with_human_since timestamptz,
    hand_off_reason text,
    updated_at timestamptz not null default app_now(),
    primary key (channel_id, contact_id)
  ) with (fillfactor = 80);
  create index conversation_contact on conversation (contact_id);
  create index conversation_with_human on conversation (with_human_since) where with_human_since is not null;
`;

const INBOX = `
  create table webhook_delivery (
    id bigint generated always as identity primary key,
    body bytea not null,                  -- the exact signed bytes
    received_at timestamptz not null default app_now()
  );

  create table inbox_key (
    key bytea primary key check (length(key) = 16),
    seen int not null default 1,
    first_seen_at timestamptz not null default app_now()
  ) with (fillfactor = 90);

  -- A lane is the order of one contact (or channel); only workers lock its row.
  create table inbox_lane (
    id uuid primary key,
    kind text not null check (kind in ('contact', 'channel'))
  );

  -- No foreign keys: every message pays for each check, and nothing but ingest and putNews writes rows, in the statement that
  -- makes or has just read what they point to.
  create table inbox (
    id bigint generated always as identity primary key,
    kind text not null check (kind in ('message', 'status', 'change', 'unreadable', 'news')),
    state text not null default 'pending'
      check (state in ('pending', 'done', 'parked', 'skipped', 'ignored', 'unreadable')),
    lane_id uuid,
    delivery_id bigint,
    entry_index int,
    change_index int,
    item_index int,
    key bytea,
    field text,
    channel_id uuid,
    contact_id uuid,
    type text,                            -- message type, status word or news type
    wamid text,
    callback_id uuid,                     -- statuses: our outbox id, from biz_opaque_callback_data
    error_code int,                       -- statuses: why it failed
    billable_category text,               -- statuses: pricing.category where it costs money
    meta_at timestamptz,                  -- Meta's timestamp
    news jsonb,                           -- news only: ours
    tries int not null default 0,
    not_before timestamptz,
    fault text,
    received_at timestamptz not null default app_now(),
    done_at timestamptz
  ) with (fillfactor = 80);
  create index inbox_lane_pending on inbox (lane_id, id) where state = 'pending' and lane_id is not null;
  create index inbox_status_pending on inbox (id) where state = 'pending' and kind = 'status';
  create index inbox_parked on inbox (id) where state = 'parked';

  -- Insert-only: putting something in never waits for whoever holds the lane.
  create table inbox_wakeup (
    id bigint generated always as identity,
    lane_id uuid not null,
    ready_at timestamptz not null default app_now()
  ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
  create index inbox_wakeup_lane on inbox_wakeup (lane_id);
  create index inbox_wakeup_ready on inbox_wakeup (ready_at, id);
`;

const OUTBOX = `
  create table outbox_lane (
    id uuid primary key,                  -- the contact
    paced_to timestamptz not null default '-infinity'   -- pair rate: what was sent is paid for up to here
  ) with (fillfactor = 70);

  -- By channel, so that a channel that is paused or out of rate leaves its wake-ups where they are.
  create table outbox_wakeup (
    id bigint generated always as identity primary key,
    lane_id uuid not null,
    channel_id uuid not null,
    ready_at timestamptz not null default app_now()
  ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
  create index outbox_wakeup_lane on outbox_wakeup (lane_id, channel_id);
  create index outbox_wakeup_ready on outbox_wakeup (channel_id, ready_at, id);

  create table outbox (
    seq bigint generated always as identity primary key,
    id uuid not null unique,              -- goes out as biz_opaque_callback_data
    channel_id uuid not null references channel,
    contact_id uuid not null references contact,
    purpose text not null,                -- what it says: reply, ticket, hold_expired, draw_result, ...
    content jsonb not null,               -- MessageContent, ours
    must_arrive boolean not null default false,
    harmless_twice boolean not null default true,
    not_after timestamptz,
    condition jsonb,                      -- still true? checked when leased
    inbox_id bigint,                      -- the message it answers
    state text not null default 'pending' check (state in
      ('pending', 'leased', 'unknown', 'accepted', 'sent', 'delivered', 'read', 'played', 'failed', 'parked', 'dropped')),
    reason text,
    rank smallint not null default 0,     -- accepted 1 < sent 2 < failed 3 < delivered 4 < read 5 < played 6
    tries int not null default 0,
    leased_until timestamptz,
    due_at timestamptz,                   -- pending: not before; unknown: no longer waiting for a status
    unknown_since timestamptz,
    losses smallint not null default 0,   -- how often its outcome was unknown: once it is sent again, then parked
    wamid text,
    error_code int,
    billable_category text,
    created_at timestamptz not null default app_now(),
    accepted_at timestamptz,
    settled_at timestamptz
  ) with (fillfactor = 70);
  create index outbox_open on outbox (contact_id, channel_id, seq) where state in ('pending', 'leased', 'unknown');
  create index outbox_leased on outbox (leased_until) where state = 'leased';
  create index outbox_unknown on outbox (unknown_since) where state = 'unknown';
  create index outbox_wamid on outbox (wamid) where wamid is not null;
  create index outbox_stuck on outbox (state, seq) where state in ('parked', 'failed', 'dropped');
  create index outbox_contact on outbox (contact_id, seq);

  -- Statuses of messages we do not know (yet): joined by a sweep once the send is recorded, pruned after 7 days.
  create table status_orphan (
    wamid text not null,
    status text not null,
    rank smallint not null,
    error_code int,
    meta_at timestamptz,
    received_at timestamptz not null default app_now(),
    primary key (wamid, status)
  );
  create index status_orphan_age on status_orphan (received_at);
`;
