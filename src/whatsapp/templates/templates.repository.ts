import { Injectable } from '@nestjs/common';
import type { Reader, Transaction } from '../../platform/index.js';
import type { RemoteTemplate } from './remote-template.js';
import { parseContents, writeContents, type TemplateContents } from './template-contents.js';
import { DELETED, USABLE_STATUS, type TemplateId } from './template-status.js';

/** A template of an account as we know it. */
export interface StoredTemplate extends TemplateId {
  readonly wabaId: string;
  readonly metaId: string | null;
  readonly status: string;
  readonly category: string;
  readonly nextCategory: string | null;
  readonly nextCategoryAt: Date | null;
  readonly quality: string | null;
  readonly reason: string | null;
  readonly title: string | null;
  readonly disableDate: string | null;
  /** Null until it was read from the API. */
  readonly contents: TemplateContents | null;
  readonly syncedAt: Date | null;
}

/** What a webhook says of a template's status. */
export interface ToldStatus {
  readonly status: string;
  readonly category: string | null;
  readonly reason: string | null;
  readonly title: string | null;
  readonly disableDate: string | null;
}

type Row = Omit<StoredTemplate, 'contents'> & { readonly contents: string | null } & Record<string, unknown>;

/** The local copy of Meta's templates. */
@Injectable()
export class TemplatesRepository {
  async ofAccount(reader: Reader, wabaId: string): Promise<StoredTemplate[]> {
    const rows = await reader.rows<Row>(`${SELECT} where waba_id = $1 order by name, language`, [wabaId]);
    return rows.map(stored);
  }

  /** Every language of these templates, by account and name. */
  async named(
    reader: Reader,
    wanted: readonly { readonly wabaId: string; readonly name: string }[],
  ): Promise<StoredTemplate[]> {
    if (wanted.length === 0) return [];
    const rows = await reader.rows<Row>(
      `${SELECT} where (waba_id, name) in (select * from unnest($1::text[], $2::text[]))`,
      [wanted.map(({ wabaId }) => wabaId), wanted.map(({ name }) => name)],
    );
    return rows.map(stored);
  }

  /** A template Meta has just taken from us: known before the first list, under review. */
  async made(
    tx: Transaction,
    wabaId: string,
    id: TemplateId,
    made: { readonly metaId: string; readonly status: string; readonly category: string },
  ): Promise<void> {
    await tx.run(MADE, [wabaId, id.name, id.language, made.metaId, made.status, made.category]);
  }

  async notePush(tx: Transaction, wabaId: string, id: TemplateId, action: 'create' | 'edit'): Promise<void> {
    await tx.run('insert into template_push (waba_id, name, language, action) values ($1, $2, $3, $4)', [
      wabaId,
      id.name,
      id.language,
      action,
    ]);
  }

  /** What the API showed. @returns those that are usable now */
  async record(
    tx: Transaction,
    wabaId: string,
    templates: readonly RemoteTemplate[],
    askedAt: Date,
  ): Promise<TemplateId[]> {
    if (templates.length === 0) return [];
    return tx.rows<TemplateId & Record<string, unknown>>(RECORD, [
      wabaId,
      templates.map(({ name }) => name),
      templates.map(({ language }) => language),
      templates.map(({ metaId }) => metaId),
      templates.map(({ status }) => status),
      templates.map(({ category }) => category),
      templates.map(({ quality }) => quality),
      templates.map(({ reason }) => reason),
      templates.map(({ contents }) => (contents === null ? null : writeContents(contents))),
      askedAt,
    ]);
  }

  /** What the API did not show any more. @param name only this one was asked for; null: all were */
  async recordMissing(
    tx: Transaction,
    wabaId: string,
    name: string | null,
    askedAt: Date,
  ): Promise<TemplateId[]> {
    return tx.rows<TemplateId & Record<string, unknown>>(
      `update template set status = '${DELETED}', title = null, synced_at = $3
       where waba_id = $1 and ($2::text is null or name = $2) and (synced_at is null or synced_at < $3) and created_at < $3
         and status <> '${DELETED}'
       returning name, language`,
      [wabaId, name, askedAt],
    );
  }

  /** What a webhook told; the template may be new to us. */
  async told(tx: Transaction, wabaId: string, id: TemplateId, told: ToldStatus): Promise<void> {
    const { status, category, reason, title, disableDate } = told;
    await tx.run(TOLD, [wabaId, id.name, id.language, status, category, reason, title, disableDate]);
  }

  async setQuality(tx: Transaction, wabaId: string, id: TemplateId, quality: string): Promise<void> {
    await tx.run(`update template set quality = $4 where ${ONE}`, [wabaId, id.name, id.language, quality]);
  }

  async setCategory(tx: Transaction, wabaId: string, id: TemplateId, category: string): Promise<void> {
    await tx.run(
      `update template set category = $4, next_category = null, next_category_at = null where ${ONE}`,
      [wabaId, id.name, id.language, category],
    );
  }

  async setNextCategory(
    tx: Transaction,
    wabaId: string,
    id: TemplateId,
    next: { readonly category: string; readonly at: Date | null },
  ): Promise<void> {
    await tx.run(`update template set next_category = $4, next_category_at = $5 where ${ONE}`, [
      wabaId,
      id.name,
      id.language,
      next.category,
      next.at,
    ]);
  }
}

function stored(row: Row): StoredTemplate {
  return { ...row, contents: row.contents === null ? null : parseContents(row.contents) };
}

const ONE = 'waba_id = $1 and name = $2 and language = $3';

const SELECT = `
  select waba_id as "wabaId", name, language, meta_id as "metaId", status, category, next_category as "nextCategory",
    next_category_at as "nextCategoryAt", quality, reason, title, disable_date as "disableDate", contents, synced_at as "syncedAt"
  from template`;

const MADE = `
  insert into template as t (waba_id, name, language, meta_id, status, category) values ($1, $2, $3, $4, $5, $6)
  on conflict (waba_id, name, language) do update set
    meta_id = excluded.meta_id, category = excluded.category,
    status = excluded.status, reason = null, title = null, disable_date = null, quality = null`;

/** What was told after the question stays, and so does a pause's title, which the API does not show, while the status does. */
const RECORD = `
  with shown as (
    select * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
      as s(name, language, meta_id, status, category, quality, reason, contents)),
  one as (select distinct on (name, language) * from shown order by name, language),
  kept as (
    insert into template as t (waba_id, name, language, meta_id, status, category, quality, reason, contents, synced_at)
    select $1, name, language, meta_id, status, category, quality, reason, contents, $10 from one order by name, language
    on conflict (waba_id, name, language) do update set
      meta_id = excluded.meta_id, quality = coalesce(excluded.quality, t.quality), category = excluded.category,
      contents = excluded.contents, synced_at = excluded.synced_at,
      status = case when t.told_at > excluded.synced_at then t.status else excluded.status end,
      reason = excluded.reason,
      title = case when t.status = excluded.status then t.title end,
      disable_date = case when t.status = excluded.status then t.disable_date end,
      next_category = case when t.category = excluded.category then t.next_category end,
      next_category_at = case when t.category = excluded.category then t.next_category_at end
    where t.synced_at is null or t.synced_at <= excluded.synced_at
    returning name, language, status)
  select name, language from kept where status = '${USABLE_STATUS}'`;

/** By our clock, since Meta's has whole seconds and may be ahead: an answer asked for before this is older, one asked for later newer. */
const TOLD = `
  insert into template as t (waba_id, name, language, status, category, reason, title, disable_date, told_at)
  values ($1, $2, $3, $4, coalesce($5, 'UNKNOWN'), $6, $7, $8, app_now())
  on conflict (waba_id, name, language) do update set
    status = excluded.status, category = coalesce($5, t.category), reason = excluded.reason, title = excluded.title,
    disable_date = excluded.disable_date, told_at = excluded.told_at`;
