import { Injectable } from '@nestjs/common';
import type { Reader, Transaction } from '../../platform/index.js';
import type { Identifier, NewIdentifier, Person } from './identify.js';

interface IdentifierRow {
  kind: 'user_id' | 'wa_id';
  value: string;
  contact_id: string;
  since: Date;
  user_ids: string[] | null;
}

/** Identifiers of contacts, set-based. Every step meets them in one order, so parallel ones wait for each other instead of deadlocking. */
@Injectable()
export class ContactIds {
  /** Open identifiers among those the people carry. */
  async find(reader: Reader, portfolioId: string, people: readonly Person[]): Promise<Identifier[]> {
    const rows = await reader.rows<IdentifierRow>(FIND, [
      portfolioId,
      people.flatMap(({ userId }) => userId ?? []),
      people.flatMap(({ waId }) => waId ?? []),
    ]);
    return rows.map((row) => ({
      kind: row.kind,
      value: row.value,
      contactId: row.contact_id,
      contactSince: row.since,
      userIds: row.user_ids ?? [],
    }));
  }

  /** Keeps others from giving these contacts identifiers until the end of the transaction. */
  lock(tx: Transaction, contactIds: readonly string[]): Promise<{ portfolioId: string; since: Date }[]> {
    return tx.rows(
      `select portfolio_id as "portfolioId", created_at as since from contact
       where id = any($1::uuid[]) order by id for no key update`,
      [contactIds],
    );
  }

  /** Stores what nobody stored meanwhile, with contact and lanes where they are new. A parallel insert of the same value is waited for. */
  async open(
    tx: Transaction,
    portfolioId: string,
    kind: Identifier['kind'],
    fresh: readonly NewIdentifier[],
  ): Promise<void> {
    if (fresh.length === 0) return;
    await tx.run(OPEN, [
      portfolioId,
      kind,
      fresh.map((one) => one.value),
      fresh.map((one) => one.contactId),
      fresh.map((one) => one.name),
    ]);
  }

  /** Keeps usernames and parent ids. A contact somebody else holds is left for their next message: nothing depends on it. */
  async describe(tx: Transaction, contactIds: readonly string[], people: readonly Person[]): Promise<void> {
    const told = people.flatMap(({ username, parentUserId }, i) =>
      username === undefined && parentUserId === undefined
        ? []
        : [{ id: contactIds[i], username, parentUserId }],
    );
    if (told.length === 0) return;
    await tx.run(DESCRIBE, [
      told.map(({ id }) => id ?? null),
      told.map(({ username }) => username ?? null),
      told.map(({ parentUserId }) => parentUserId ?? null),
    ]);
  }

  /** The numbers no longer stand for the contacts they stood for. */
  async closeWaIds(tx: Transaction, portfolioId: string, values: readonly string[]): Promise<void> {
    if (values.length === 0) return;
    await tx.run(CLOSE, [portfolioId, values]);
  }
}

const FIND = `
  select i.kind, i.value, i.contact_id, c.created_at as since, (
      -- conditions stand in the filter: a plan made while the table was empty would use them instead of the contact
      select array_agg(u.value) filter (where u.kind = 'user_id' and u.closed_at is null) from contact_identifier u
      where u.contact_id = i.contact_id) as user_ids
  from (
    select kind, value, contact_id from contact_identifier
    where portfolio_id = $1 and kind = 'user_id' and value = any($2::text[]) and closed_at is null
    union all
    select kind, value, contact_id from contact_identifier
    where portfolio_id = $1 and kind = 'wa_id' and value = any($3::text[]) and closed_at is null
  ) i join contact c on c.id = i.contact_id`;

const OPEN = `
  with wanted as (
    select * from unnest($3::text[], $4::uuid[], $5::text[]) as w(value, contact_id, name)),
  opened as (
    insert into contact_identifier (portfolio_id, contact_id, kind, value)
    select $1, contact_id, $2, value from wanted order by value
    on conflict (portfolio_id, kind, value) where closed_at is null do nothing
    returning contact_id, value),
  born as (
    insert into contact (id, portfolio_id, display_name)
    select o.contact_id, $1, w.name from opened o join wanted w using (value)
    where not exists (select from contact c where c.id = o.contact_id)
    returning id),
  inbox as (
    insert into inbox_lane (id, kind) select id, 'contact' from born)
  insert into outbox_lane (id) select id from born`;

const DESCRIBE = `
  with told as (
    select distinct on (id) id, username, parent from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality
      as t(id, username, parent, n) order by id, n desc),
  free as (
    select c.id, t.username, t.parent from contact c join told t using (id)
    where c.username is distinct from coalesce(t.username, c.username)
      or c.parent_user_id is distinct from coalesce(t.parent, c.parent_user_id)
    for no key update of c skip locked)
  update contact c set username = coalesce(f.username, c.username), parent_user_id = coalesce(f.parent, c.parent_user_id)
  from free f where f.id = c.id`;

const CLOSE = `
  with gone as (
    select id from contact_identifier
    where portfolio_id = $1 and kind = 'wa_id' and value = any($2::text[]) and closed_at is null
    order by value for no key update)
  update contact_identifier i set closed_at = app_now() from gone where i.id = gone.id`;
