import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What Meta last said of a number and its account when we asked, what it allows, and who let a stopped number go on. */
export class ReadBack1764000000007 implements MigrationInterface {
  name = 'ReadBack1764000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STATE);
    await runner.query(TIERS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const STATE = `
  -- People outside the 24-hour window the portfolio may write to per moving day; null: never told; 2147483647: no limit.
  alter table portfolio add column daily_recipients int check (daily_recipients > 0);

  alter table channel
    add column rate_cap int check (rate_cap > 0),          -- sends a second the operator allows at most; null: as Meta does
    add column throughput text check (throughput in ('standard', 'high', 'coexistence')),
    add column quality text,                               -- GREEN, YELLOW, RED, UNKNOWN
    add column name_status text,                           -- of the display name: APPROVED, REJECTED, ...
    add column number_status text,                         -- CONNECTED, RESTRICTED, BANNED, ...
    add column review_status text,                         -- of the account: APPROVED, REJECTED, ...
    add column business_id text,                           -- Meta's id of the business that owns the account
    add column can_send text check (can_send in ('available', 'limited', 'blocked', 'unknown')),
    add column meta_says text,                             -- the health Meta answered, in words and codes
    add column checked_at timestamptz,                     -- when it last answered
    add column check_due_at timestamptz not null default app_now(),
    add column check_tried_at timestamptz,                 -- when it was last asked, answered or not
    add column check_fault text;                           -- why the last try gave no answer

  update channel set rate_cap = messages_per_second where messages_per_second <> 70;

  -- A person says that the number may go on: the next read-back lifts the stop unless Meta says no.
  alter table channel_stop
    add column confirmed_at timestamptz,
    add column confirmed_by uuid references app_user;
`;

const TIERS = `
  -- Volume tiers of prices, as account_update tells them. Repeats come with a later time: the smallest is when it began.
  create table pricing_tier (
    waba_id text not null,
    category text not null,               -- UTILITY, AUTHENTICATION, ...
    region text not null,
    month text not null,                  -- 2026-12
    tier text not null,                   -- messages from:to
    since timestamptz not null,
    primary key (waba_id, category, region, month, tier)
  );

  create index alert_acknowledged on alert (id) where acknowledged_at is not null;
`;
