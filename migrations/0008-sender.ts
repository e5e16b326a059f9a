import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the sender needs to be fair, within Meta's limits and patient: urgency, categories, rates, budgets, the breaker. */
export class Sender1764000000008 implements MigrationInterface {
  name = 'Sender1764000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(URGENCY);
    await runner.query(RATES);
    await runner.query(REACH);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const URGENCY = `
  alter table outbox
    add column priority smallint not null default 4
      check (priority between 1 and 7),   -- winner, money, hand_off, reply, result, reminder, marketing
    add column category text not null default 'service' check (category in ('service', 'utility', 'marketing', 'authentication')),
    add column earlier_wamid text;        -- of a try Meta took and then failed: its late statuses say nothing of the next try

  -- waiting: held back by a stop, a budget or a paused template. No part of its chat's order until it is pending again.
  alter table outbox drop constraint outbox_state_check;
  alter table outbox add constraint outbox_state_check check (state in
    ('pending', 'waiting', 'leased', 'unknown', 'accepted', 'sent', 'delivered', 'read', 'played', 'failed', 'parked', 'dropped'));
  create index outbox_waiting on outbox (channel_id, reason, category, priority, seq) where state = 'waiting';
  create index outbox_waiting_due on outbox (due_at) where state = 'waiting' and due_at is not null;

  alter table outbox_wakeup add column priority smallint not null default 4;
  create index outbox_wakeup_urgent on outbox_wakeup (channel_id, priority, ready_at, id);
  drop index outbox_wakeup_ready;
`;

const RATES = `
  alter table channel
    add column received_since timestamptz not null default app_now(), -- start of the part of a second that is being counted
    add column received_count int not null default 0,                   -- messages received in it
    add column received_peak real not null default 0,                   -- the most in one, fading: kept free for the next such burst
    add column breaker text not null default 'closed' check (breaker in ('closed', 'open', 'half_open')),
    add column unanswered int not null default 0,                       -- sends in a row that Meta did not answer
    add column unanswered_since timestamptz,                            -- the first of them
    add column probe_at timestamptz;                                    -- open: when Meta is asked whether it is back

  -- Meta's pair rate, per number and person: what was sent is paid for up to here. No foreign keys: every send would pay for them.
  create table chat_pace (
    contact_id uuid not null,
    channel_id uuid not null,
    paced_to timestamptz not null,
    primary key (contact_id, channel_id)
  ) with (fillfactor = 70);
  insert into chat_pace (contact_id, channel_id, paced_to)
  select l.id, v.channel_id, l.paced_to from outbox_lane l join conversation v on v.contact_id = l.id where l.paced_to > app_now();
`;

const REACH = `
  alter table portfolio add column if not exists daily_recipients int; -- unique people outside the 24-hour window in 24 hours

  -- People written to outside their window, for Meta's moving 24 hours; counted by slots of five minutes, so that a limit of a
  -- hundred thousand costs a sum of some hundred rows.
  create table recipient (
    portfolio_id uuid not null,
    contact_id uuid not null,
    slot timestamptz not null,
    primary key (portfolio_id, contact_id)
  ) with (fillfactor = 80);
  create table recipient_count (
    portfolio_id uuid not null,
    slot timestamptz not null,
    recipients int not null,
    primary key (portfolio_id, slot)
  ) with (fillfactor = 50);
  create index recipient_age on recipient (slot);

  alter table contact add column undeliverable smallint not null default 0; -- "undeliverable" in a row; from three on unreachable
  create index contact_undeliverable on contact (id) where undeliverable > 0;

  -- Countries Meta does not let a number write to (code 130497): calling code, or the country of a business-scoped id.
  create table channel_barred (
    channel_id uuid not null references channel,
    country text not null,
    since timestamptz not null default app_now(),
    primary key (channel_id, country)
  );
`;
