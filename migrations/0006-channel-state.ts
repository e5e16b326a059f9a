import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What Meta says of a number, its account and its templates: what may not be sent, when it was told, who must hear of it. */
export class ChannelState1764000000006 implements MigrationInterface {
  name = 'ChannelState1764000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STOPS);
    await runner.query(CHANGES);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const STOPS = `
  -- Why a number may not send, one row per cause. Nothing of the scope leaves while the row is there: when until has passed, the
  -- state is read back from Meta first.
  create table channel_stop (
    channel_id uuid not null references channel,
    cause text not null,
    scope text not null check (scope in ('everything', 'templates', 'utility', 'marketing')),
    until timestamptz,                    -- null: until Meta or a person lifts it
    told_at timestamptz,                  -- Meta's time of the event; null: found out by ourselves
    since timestamptz not null default app_now(),
    primary key (channel_id, cause)
  );

  -- Copies of the version before read channel.state; new ones read channel_stop only. The columns go a release later.
  insert into channel_stop (channel_id, cause, scope, until)
  select id, coalesce(paused_reason, 'paused'), 'everything', paused_until from channel where state = 'paused';

  -- The newest time at which Meta told one thing about one subject: what was told earlier changes nothing any more.
  create table told (
    subject text not null,                -- a channel's id, 'waba:<id>' or 'waba:<id>/<template>/<language>'
    aspect text not null,                 -- ban, restriction, quality, template_status, ...
    at timestamptz not null,
    primary key (subject, aspect)
  );

  create table alert (
    id bigint generated always as identity primary key,
    kind text not null,
    severity text not null check (severity in ('info', 'warning', 'critical')),
    channel_id uuid references channel,
    message text not null,                -- for the operator; no phone number, no message text
    times int not null default 1,
    first_at timestamptz not null default app_now(),
    last_at timestamptz not null default app_now(),
    acknowledged_at timestamptz,
    acknowledged_by uuid references app_user
  );
  -- the same thing again counts up instead of drowning the list
  create unique index alert_open on alert (kind, coalesce(channel_id, '00000000-0000-0000-0000-000000000000'), message)
    where acknowledged_at is null;
`;

const CHANGES = `
  insert into inbox_lane (id, kind) select id, 'channel' from channel on conflict do nothing;
`;
