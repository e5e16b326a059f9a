import { newId } from '../../kernel/index.js';
import type { Parameter, Transaction } from '../../platform/index.js';
import type { RaffleState } from './raffle-state.js';
import type { MetaPermission, Prize, RaffleTerms } from './raffle-view.js';

const INSERT = `
  insert into raffle (id, slug, title, sales_mode, jurisdiction, meta_permission, age_step, currency, price_minor, first_number,
    emission, width, max_per_person, hold_minutes, time_zone, sales_close_at, draw_at, draw_method, one_prize_per_holder,
    refund_policy, organiser, transfer_account, dispute_minutes, pre_draws)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
  on conflict (slug) do nothing`;

const UPDATE = `
  update raffle set slug = $2, title = $3, sales_mode = $4, jurisdiction = $5, meta_permission = $6, age_step = $7,
    currency = $8, price_minor = $9, first_number = $10, emission = $11, width = $12, max_per_person = $13, hold_minutes = $14,
    time_zone = $15, sales_close_at = $16, draw_at = $17, draw_method = $18, one_prize_per_holder = $19, refund_policy = $20,
    organiser = $21, transfer_account = $22, dispute_minutes = $23, pre_draws = $24
  where id = $1 and not exists (select from raffle other where other.slug = $2 and other.id <> $1)`;

/** A new draft. @returns false if the slug is taken */
export async function insertRaffle(tx: Transaction, id: string, terms: RaffleTerms): Promise<boolean> {
  if ((await tx.run(INSERT, columns(id, terms))) === 0) return false;
  await insertPrizes(tx, id, terms.prizes);
  return true;
}

/** Replaces the terms of a draft. @returns false if the slug is taken */
export async function replaceTerms(tx: Transaction, id: string, terms: RaffleTerms): Promise<boolean> {
  if ((await tx.run(UPDATE, columns(id, terms))) === 0) return false;
  await tx.run('delete from prize where raffle_id = $1', [id]);
  await insertPrizes(tx, id, terms.prizes);
  return true;
}

/** Waits for whoever is changing the raffle's own row. @returns its state, or null if there is none */
export async function lockRaffleRow(
  tx: Transaction,
  id: string,
): Promise<{ state: RaffleState; publishedAt: Date | null } | null> {
  return tx.first<{ state: RaffleState; publishedAt: Date | null }>(
    'select state, published_at as "publishedAt" from raffle where id = $1 for no key update',
    [id],
  );
}

/** Locks the terms and gives the raffle its keys; from here on its numbers are made. */
export async function startPublishing(
  tx: Transaction,
  id: string,
  sealedKeys: Buffer,
  permission: MetaPermission | null,
): Promise<void> {
  await tx.run(
    `update raffle set published_at = app_now(), keys = $2, meta_permission = $3, progress_done = 0, progress_total = emission
     where id = $1`,
    [id, sealedKeys, json(permission)],
  );
}

/** Makes the next numbers, at most `count`. @returns how many are still missing */
export async function makeNumbers(tx: Transaction, id: string, count: number): Promise<number> {
  const raffle = await tx.first<{ next: number; end: number }>(
    `select first_number + progress_done as next, first_number + emission as "end" from raffle
     where id = $1 and state = 'draft' and published_at is not null for no key update`,
    [id],
  );
  if (raffle === null || raffle.next === raffle.end) return 0;
  const end = Math.min(raffle.next + count, raffle.end);
  await tx.run(
    `insert into ticket (raffle_id, number, pick_key)
     select $1, number, floor(random() * 4294967296)::bigint - 2147483648 from generate_series($2::int, $3::int) number`,
    [id, raffle.next, end - 1],
  );
  await tx.run('update raffle set progress_done = progress_done + $2 where id = $1', [id, end - raffle.next]);
  return raffle.end - end;
}

/** The instants that go with a state, written once. */
export async function setRaffleState(
  tx: Transaction,
  id: string,
  state: 'open' | 'paused' | 'closed',
): Promise<void> {
  await tx.run(
    `update raffle set state = $2,
       opened_at = case when $2 = 'open' then coalesce(opened_at, app_now()) else opened_at end,
       paused_at = case when $2 = 'paused' then app_now() end,
       closed_at = case when $2 = 'closed' then app_now() else closed_at end
     where id = $1`,
    [id, state],
  );
}

/** Gives open holds and rejected orders the time back that a pause took. Needs the raffle alone. */
export async function giveBackPause(tx: Transaction, id: string): Promise<void> {
  await tx.run(
    `update raffle_order o set deadline_at = o.deadline_at + (app_now() - r.paused_at)
     from raffle r
     where r.id = $1 and o.raffle_id = r.id and r.paused_at is not null and o.state in ('held', 'rejected')`,
    [id],
  );
}

async function insertPrizes(tx: Transaction, raffleId: string, prizes: readonly Prize[]): Promise<void> {
  await tx.run(
    `insert into prize (id, raffle_id, ordinal, prize_id, name, units, extract)
     select p.id, $1, p.ordinal, p.prize_id, p.name, p.units, array(select json_array_elements_text(p.extract::json))
     from unnest($2::uuid[], $3::text[], $4::text[], $5::int[], $6::text[])
       with ordinality as p(id, prize_id, name, units, extract, ordinal)`,
    [
      raffleId,
      prizes.map(() => newId()),
      prizes.map(({ prizeId }) => prizeId),
      prizes.map(({ name }) => name),
      prizes.map(({ units }) => units),
      prizes.map(({ extract }) => JSON.stringify(extract)),
    ],
  );
}

function columns(id: string, terms: RaffleTerms): Parameter[] {
  return [
    id,
    terms.slug,
    terms.title,
    terms.salesMode,
    terms.jurisdiction,
    json(terms.metaPermission),
    terms.ageStep,
    terms.currency,
    terms.priceMinor,
    terms.firstNumber,
    terms.emission,
    terms.width,
    terms.maxPerPerson,
    terms.holdMinutes,
    terms.timeZone,
    terms.salesCloseAt,
    terms.drawAt,
    json(terms.drawMethod),
    terms.onePrizePerHolder,
    terms.refundPolicy,
    json(terms.organiser),
    json(terms.transferAccount),
    terms.disputeMinutes,
    json(terms.preDraws),
  ];
}

function json(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
