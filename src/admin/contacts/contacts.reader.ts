import type { Reader } from '../../platform/index.js';
import type { Prices } from '../../whatsapp/index.js';
import { byCategory, chargeOf, messagesOf, type CostRow } from '../costs/cost-rows.js';
import { costsOfContact } from '../costs/costs.reader.js';
import { likeBeginning, readContactSearch } from './contact-search.js';
import type { ContactCostDto, ContactDto } from './contacts.dto.js';

/** A contact as it is read. */
export type Contact = Pick<ContactDto, keyof ContactDto>;

const CONTACT = `
  select c.id, c.display_name as name, n.value as phone, u.value as "userId", c.opt_out as "optOut", c.created_at as "createdAt",
    (select max(v.last_inbound_at) from conversation v where v.contact_id = c.id) as "lastInboundAt", c.merged_into as "mergedInto"
  from contact c
  left join lateral (select value from contact_identifier where contact_id = c.id and kind = 'wa_id' and closed_at is null
    order by id desc limit 1) n on true
  left join lateral (select value from contact_identifier where contact_id = c.id and kind = 'user_id' and closed_at is null
    order by id desc limit 1) u on true`;

const LIST = `${CONTACT} where c.merged_into is null and ($1::uuid is null or c.id < $1) order by c.id desc limit $2`;

const BY_IDENTIFIER = `
  ${CONTACT} where c.id in (
    select i.contact_id from portfolio p join contact_identifier i on i.portfolio_id = p.id and i.kind = $3 and i.value = $4
    where i.closed_at is null)
    and ($1::uuid is null or c.id < $1)
  order by c.id desc limit $2`;

const BY_NAME = `
  ${CONTACT} where lower(c.display_name) like $3 and c.display_name is not null and c.merged_into is null
    and ($1::uuid is null or c.id < $1)
  order by c.id desc limit $2`;

/** People, newest first; one more than `limit` where there are more. */
export function listContacts(
  reader: Reader,
  typed: string | null,
  after: string | null,
  limit: number,
): Promise<Contact[]> {
  const page = [after, limit + 1] as const;
  if (typed === null) return rows(reader, LIST, page);
  const search = readContactSearch(typed);
  if (search.by === 'number') return rows(reader, BY_IDENTIFIER, [...page, 'wa_id', search.digits]);
  if (search.by === 'user_id') return rows(reader, BY_IDENTIFIER, [...page, 'user_id', search.value]);
  return rows(reader, BY_NAME, [...page, likeBeginning(search.beginning)]);
}

function rows(reader: Reader, sql: string, values: readonly (string | number | null)[]): Promise<Contact[]> {
  return reader.rows<Contact & Record<string, unknown>>(sql, values);
}

export function contactById(reader: Reader, id: string): Promise<Contact | null> {
  return reader.first<Contact & Record<string, unknown>>(`${CONTACT} where c.id = $1`, [id]);
}

/** The contact and those that turned out to be the same person: what was done stays where it was said. */
export async function samePerson(reader: Reader, id: string): Promise<string[]> {
  const same = await reader.rows<{ id: string }>('select id from contact where id = $1 or merged_into = $1', [
    id,
  ]);
  return same.map((row) => row.id);
}

export async function contactCost(reader: Reader, prices: Prices, id: string): Promise<ContactCostDto> {
  const all = await costsOfContact(reader, prices, id);
  const estimate = (group: readonly CostRow[]) =>
    prices.estimate(group.map((row) => chargeOf(row, prices.changes)));
  const purchases = Map.groupBy(all, ({ orderId }) => orderId);
  return {
    messages: messagesOf(all),
    byCategory: byCategory(all),
    estimate: estimate(all),
    purchases: [...purchases].flatMap(([orderId, group]) =>
      orderId === null ? [] : [{ orderId, messages: messagesOf(group), estimate: estimate(group) }],
    ),
  };
}
