import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is known of a person beyond their identifiers, who has a chat, what was said in it without the bot, where it came from. */
export class Chat1764000000010 implements MigrationInterface {
  name = 'Chat1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PEOPLE);
    await runner.query(SILENCE);
    await runner.query(ORIGINS);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const PEOPLE = `
  alter table contact
    add column username text,             -- shown only: people change it, and others take it over
    add column parent_user_id text,       -- their id for the owner of several portfolios; kept, never a key
    add column address_book_name text,    -- what the organiser's own address book calls them; never said to them
    add column identity_doubtful_since timestamptz;   -- WhatsApp says another phone may sit at the other end

  alter table receipt add column forwarded boolean not null default false;   -- passed on from another chat
`;

const SILENCE = `
  alter table conversation
    add column bot_silent_since timestamptz,
    add column bot_silent_until timestamptz,          -- null: until released or handed back
    add column bot_silent_cause text check (bot_silent_cause in ('echo', 'standby', 'handover'));
  create index conversation_bot_silent on conversation (bot_silent_since) where bot_silent_since is not null;

  -- What was said in a chat without the bot: typed in the WhatsApp Business app, sent by another app on the number, or said while
  -- another handler had the chat. For the time line only.
  create table overheard (
    id bigint generated always as identity primary key,
    channel_id uuid not null references channel,
    contact_id uuid not null references contact,
    wamid text not null,
    speaker text not null check (speaker in ('person', 'app', 'other_app', 'agent')),
    type text not null,                   -- Meta's message type; call
    body text,                            -- the words; null for what has none, and for what was taken back
    said_at timestamptz not null,
    edited_at timestamptz,
    revoked_at timestamptz,
    inbox_id bigint not null,             -- the change it came in; no foreign key: those are pruned
    unique (channel_id, wamid)
  );
  create index overheard_contact on overheard (contact_id, said_at);
`;

const ORIGINS = `
  -- The ad or post a person came from.
  create table referral (
    id bigint generated always as identity primary key,
    channel_id uuid not null references channel,
    contact_id uuid not null references contact,
    wamid text not null,
    source_type text,                     -- ad, post
    source_id text,
    source_url text,
    headline text,
    ctwa_clid text,                       -- Meta's click id; absent for status ads
    ref text,
    at timestamptz not null,
    unique (channel_id, wamid)
  );
  create index referral_contact on referral (contact_id, at);

  alter table conversation add column free_entry_until timestamptz;   -- came by an ad: 72 hours from our answer cost nothing
`;
