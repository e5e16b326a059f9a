import { invariant } from '../../kernel/index.js';
import type { Reader } from '../../platform/index.js';
import type { PreDraw, RaffleView } from './raffle-view.js';

/** A raffle's row: bigint comes as text, jsonb parsed. */
interface RaffleRow extends Omit<RaffleView, 'priceMinor' | 'preDraws'> {
  readonly priceMinor: string;
  readonly preDraws: readonly (Omit<PreDraw, 'listClosesAt' | 'drawAt'> & {
    listClosesAt: string;
    drawAt: string;
  })[];
}

const SELECT = `
  select r.id, r.slug, r.title, r.state, r.sales_mode as "salesMode", r.jurisdiction, r.meta_permission as "metaPermission",
    r.age_step as "ageStep", r.currency, r.price_minor as "priceMinor", r.first_number as "firstNumber", r.emission, r.width,
    r.max_per_person as "maxPerPerson", r.hold_minutes as "holdMinutes", r.time_zone as "timeZone",
    r.sales_close_at as "salesCloseAt", r.draw_at as "drawAt", r.dispute_minutes as "disputeMinutes",
    '{"mode": "lottery"}' || r.draw_method as "drawMethod",
    r.pre_draws as "preDraws", r.one_prize_per_holder as "onePrizePerHolder", r.refund_policy as "refundPolicy", r.organiser,
    r.transfer_account as "transferAccount", r.progress_done as "progressDone", r.progress_total as "progressTotal",
    r.created_at as "createdAt", r.published_at as "publishedAt", r.opened_at as "openedAt", r.paused_at as "pausedAt",
    r.closed_at as "closedAt", r.frozen_at as "frozenAt", r.poster_blob_id as "posterId", d.rules_hash as "rulesHash",
    (select coalesce(json_agg(json_build_object('prizeId', p.prize_id, 'name', p.name, 'units', p.units, 'extract', p.extract)
       order by p.ordinal), '[]') from prize p where p.raffle_id = r.id) as prizes
  from raffle r left join draw d on d.raffle_id = r.id and d.ordinal = 1`;

const BY_ID = `${SELECT} where r.id = $1`;
const BY_IDS = `${SELECT} where r.id = any($1::uuid[])`;
const NEWEST_FIRST = `${SELECT} where ($2::uuid is null or r.id < $2) order by r.id desc limit $1`;
const ON_SALE = `${SELECT}
  where r.state in ('open', 'paused') and r.sales_mode in ('chat', 'free') and r.sales_close_at > app_now()
  order by r.sales_close_at, r.id`;

export async function raffleById(reader: Reader, id: string): Promise<RaffleView | null> {
  return (await read(reader, BY_ID, [id]))[0] ?? null;
}

/** A raffle that must be there, since this transaction holds its row. */
export async function knownRaffle(reader: Reader, id: string): Promise<RaffleView> {
  const raffle = await raffleById(reader, id);
  invariant(raffle !== null, 'a locked raffle exists');
  return raffle;
}

export async function rafflesByIds(reader: Reader, ids: readonly string[]): Promise<RaffleView[]> {
  return read(reader, BY_IDS, [ids]);
}

/** Newest first; `after` is the id of the last one seen. */
export async function newestRaffles(
  reader: Reader,
  limit: number,
  after: string | null,
): Promise<RaffleView[]> {
  return read(reader, NEWEST_FIRST, [limit, after]);
}

/** Those a chat may offer or explain, the next to close first. */
export async function rafflesOnSale(reader: Reader): Promise<RaffleView[]> {
  return read(reader, ON_SALE, []);
}

async function read(
  reader: Reader,
  sql: string,
  parameters: readonly (string | number | null | readonly string[])[],
): Promise<RaffleView[]> {
  const rows = await reader.rows<RaffleRow>(sql, parameters);
  return rows.map((row) => ({
    ...row,
    priceMinor: Number(row.priceMinor),
    preDraws: row.preDraws.map((draw) => ({
      ...draw,
      listClosesAt: new Date(draw.listClosesAt),
      drawAt: new Date(draw.drawAt),
    })),
  }));
}
