import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Templates as Meta has them, so that a send outside the 24-hour window knows what it may use; and what we did to them. */
export class Template1764000000009 implements MigrationInterface {
  name = 'Template1764000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TEMPLATES);
    await runner.query(SENDS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const TEMPLATES = `
  create table template (
    waba_id text not null,
    name text not null,
    language text not null,               -- es, en, pt_BR: with an underscore
    meta_id text,
    status text not null,                 -- Meta's word: APPROVED, PENDING, PAUSED, ...; DELETED: not in its list any more
    category text not null,               -- UTILITY, MARKETING, AUTHENTICATION
    next_category text,                   -- announced: what Meta will make of it
    next_category_at timestamptz,
    quality text,                         -- GREEN, YELLOW, RED, UNKNOWN
    reason text,                          -- why it was rejected
    title text,                           -- which pause: FIRST_PAUSE, SECOND_PAUSE, RATE_LIMITING_PAUSE, ...
    disable_date text,                    -- when Meta disables or disabled it, as it wrote the date
    contents text,                        -- TemplateContents as JSON text; null: only heard of, not read yet
    told_at timestamptz,                  -- a webhook's time of the status; null: never told by one
    synced_at timestamptz,                -- when the API was last asked
    created_at timestamptz not null default app_now(),
    primary key (waba_id, name, language)
  );

  -- Accounts whose templates we know, and when Meta is asked next.
  create table template_account (
    waba_id text primary key,
    sync_due_at timestamptz not null default app_now(),
    synced_at timestamptz,
    fault text                            -- why the last try gave no list
  );

  -- What we had Meta make or change: it allows 100 creations an hour, and for an approved template an edit a day and ten in 30 days.
  create table template_push (
    id bigint generated always as identity primary key,
    waba_id text not null,
    name text not null,
    language text not null,
    action text not null check (action in ('create', 'edit')),
    at timestamptz not null default app_now()
  );
  create index template_push_account on template_push (waba_id, at);
`;

const SENDS = `
  -- How the message is said outside the 24-hour window: TemplateForm, ours.
  alter table outbox add column template jsonb;
  -- Meta says that the window is closed, whatever we think.
  alter table outbox add column outside_window boolean not null default false;
  -- What waits for a template, by its name: it goes on when the template does.
  create index outbox_awaits_template on outbox ((coalesce(template ->> 'name', content ->> 'name')), channel_id, seq)
    where (state = 'waiting' and reason = 'template_paused') or (state = 'parked' and reason = 'needs_template');
`;
