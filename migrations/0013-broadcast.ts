import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One template sent to many people who asked for offers. */
export class Broadcast1764000000013 implements MigrationInterface {
  name = 'Broadcast1764000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BROADCAST);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const BROADCAST = `
  create table broadcast (
    id uuid primary key,
    channel_id uuid not null references channel,
    template text not null,
    language text not null,
    parameters jsonb not null,
    buttons jsonb not null default '[]',
    segment jsonb not null,
    state text not null default 'draft' check (state in ('draft', 'running', 'stopped', 'done')),
    waits_for text,                       -- why nothing is being added at the moment
    created_by uuid not null references app_user,
    created_at timestamptz not null default app_now(),
    started_at timestamptz,
    ended_at timestamptz
  );

  -- Who gets it, fixed at the start. Exactly one of: waiting (neither), put into the outbox, left out with a reason.
  create table broadcast_recipient (
    broadcast_id uuid not null references broadcast,
    contact_id uuid not null references contact,
    outbox_id uuid,
    left_out text,
    primary key (broadcast_id, contact_id),
    check (outbox_id is null or left_out is null)
  );
  create index broadcast_recipient_waiting on broadcast_recipient (broadcast_id, contact_id)
    where outbox_id is null and left_out is null;
  create index broadcast_recipient_message on broadcast_recipient (outbox_id) where outbox_id is not null;
`;
