import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Blobs, receipts, payments and the money book. */
export class Payment1764000000003 implements MigrationInterface {
  name = 'Payment1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BLOBS);
    await runner.query(PAYMENTS);
    await runner.query(JOURNAL);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('migrations only go forward: restore a backup instead'));
  }
}

const BLOBS = `
  create table blob (
    id uuid primary key,
    media_type text not null,
    size bigint not null check (size >= 0),
    sha256 bytea not null check (length(sha256) = 32),
    created_at timestamptz not null default app_now()
  );
  -- Chunks stream in before size and hash are known: the row they belong to comes last, in the same transaction.
  create index blob_sha256 on blob (sha256);  -- the same picture sent for two orders
  create table blob_chunk (
    blob_id uuid not null references blob deferrable initially deferred,
    n int not null,
    bytes bytea not null check (length(bytes) <= 1048576),
    primary key (blob_id, n)
  );
  alter table blob_chunk alter column bytes set storage external;
  create trigger blob_append_only before update or delete on blob for each row execute function refuse_change();
  create trigger blob_chunk_append_only before update or delete on blob_chunk for each row execute function refuse_change();
`;

const PAYMENTS = `
  create table payment (
    id uuid primary key,
    order_id uuid not null unique references raffle_order,
    raffle_id uuid not null,
    contact_id uuid not null references contact,
    method text not null default 'transfer' check (method in ('transfer')),
    state text not null check (state in ('in_review', 'approved', 'rejected', 'cancelled')),
    amount_minor bigint not null check (amount_minor between 0 and 9007199254740991),
    currency text not null,
    reject_reason text,
    created_at timestamptz not null default app_now(),
    decided_at timestamptz,
    decided_by uuid
  );
  create index payment_queue on payment (state, created_at, id);

  create table receipt (
    id uuid primary key,
    payment_id uuid not null references payment,
    channel_id uuid not null references channel,
    wamid text,
    media_id text not null,
    declared_type text not null,
    declared_sha256 bytea,
    sent_at timestamptz not null,         -- Meta's timestamp: decides whether it was in time
    state text not null default 'waiting' check (state in ('waiting', 'stored', 'refused')),
    refused_reason text,
    blob_id uuid references blob,
    created_at timestamptz not null default app_now()
  );
  create index receipt_payment on receipt (payment_id, created_at);
  create index receipt_blob on receipt (blob_id) where blob_id is not null;
`;

const JOURNAL = `
  -- Double entry: the lines of one entry sum to zero per currency. Rows are never changed, only answered by new ones.
  create table journal_entry (
    id uuid primary key,
    raffle_id uuid not null,
    order_id uuid not null references raffle_order,
    kind text not null check (kind in ('payment_confirmed', 'refund_owed', 'refunded')),
    actor uuid,
    at timestamptz not null default app_now(),
    unique (order_id, kind)
  );
  create table journal_line (
    entry_id uuid not null references journal_entry,
    account text not null check (account in ('bank', 'sales', 'refunds_owed')),
    amount_minor bigint not null check (amount_minor <> 0),
    currency text not null,
    primary key (entry_id, account)
  );
  create trigger journal_entry_append_only before update or delete on journal_entry for each row execute function refuse_change();
  create trigger journal_line_append_only before update or delete on journal_line for each row execute function refuse_change();

  create function guard_journal_balance() returns trigger language plpgsql as $$
  begin
    if exists (select from journal_line where entry_id = new.entry_id group by currency having sum(amount_minor) <> 0) then
      raise exception 'a journal entry must balance' using errcode = 'TL030';
    end if;
    return null;
  end $$;
  create constraint trigger journal_balances after insert on journal_line
    deferrable initially deferred for each row execute function guard_journal_balance();
`;
