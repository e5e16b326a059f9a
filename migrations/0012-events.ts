import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a message cost, when it arrived, what was decided on it; how old events are found and forgotten. */
export class Events1764000000012 implements MigrationInterface {
  name = 'Events1764000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PRICING);
    await runner.query(TIMES);
    await runner.query(TIMELINE);
    await runner.query(SEARCH);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const PRICING = `
  -- statuses[].pricing as Meta wrote it; billable_category follows from it and is still written for copies of the version before
  alter table inbox
    add column pricing_model text,
    add column pricing_type text,         -- regular, free_customer_service, free_entry_point, ...
    add column pricing_category text;

  alter table status_orphan
    add column pricing_model text,
    add column pricing_type text,
    add column pricing_category text;

  alter table outbox
    add column pricing_model text,
    add column pricing_type text,
    add column pricing_category text,
    add column pricing_rank smallint,     -- of the status that told it: the furthest one counts
    add column priced_at timestamptz;     -- Meta's time of that status

  -- what was told before had no time of its own
  update outbox set priced_at = coalesce(accepted_at, created_at), pricing_category = billable_category
  where billable_category is not null;

  -- months of a large outbox are found by where they lie on disk: rows come and are priced in order of time
  create index outbox_priced on outbox using brin (priced_at) with (pages_per_range = 32, autosummarize = on);
`;

const TIMES = `
  -- Meta's time of each status, the earliest where it told one twice
  alter table outbox
    add column sent_at timestamptz,
    add column delivered_at timestamptz,
    add column read_at timestamptz,
    add column played_at timestamptz,
    add column failed_at timestamptz;
`;

const TIMELINE = `
  -- what the message is about; no foreign keys: every message would pay for them
  alter table outbox
    add column order_id uuid,
    add column raffle_id uuid;
  create index outbox_ticket on outbox (order_id) where order_id is not null and purpose = 'paid';

  -- What the conversation decided on the row: steps, intent, commands and their outcomes as words of ours, no texts.
  alter table inbox add column decision jsonb;

  -- messages and news of one person; statuses, three times as many, have no contact and pay nothing
  create index inbox_contact on inbox (contact_id, id) where contact_id is not null;
`;

/**
 * The inbox only grows at its end, so block ranges with a Bloom filter find what is rare in it (one wamid, one type, one field),
 * and cost next to nothing when a row is written. What is common is found by walking back from the newest row.
 */
const SEARCH = `
  create index inbox_found on inbox using brin (
    received_at timestamptz_minmax_ops,
    wamid text_bloom_ops (n_distinct_per_range = -0.1),
    type text_bloom_ops (n_distinct_per_range = 64),
    field text_bloom_ops (n_distinct_per_range = 64),
    channel_id uuid_bloom_ops (n_distinct_per_range = 64)
  ) with (pages_per_range = 32, autosummarize = on);
  create index inbox_put_aside on inbox (id) where state in ('ignored', 'skipped', 'unreadable');
  create index inbox_change on inbox (id) where kind in ('change', 'unreadable');

  create index inbox_key_age on inbox_key using brin (first_seen_at) with (pages_per_range = 32, autosummarize = on);
  create index contact_merged on contact (merged_into) where merged_into is not null;
  create index contact_name on contact (lower(display_name) text_pattern_ops) where display_name is not null;
`;
