import type { Reader, Transaction } from '../../platform/index.js';
import type { Reach, StoredPin } from './pin.js';

/** A place that was just noted. `statedBy`: the person whose word it is, null for a verified time stamp. */
export interface NewPin extends StoredPin {
  readonly drawId: string;
  readonly statedBy: string | null;
}

/** @returns false where the draw has its time stamp already */
export async function insertPin(tx: Transaction, pin: NewPin): Promise<boolean> {
  const { id, drawId, channel, at, ref, proof, proofUrl, statedBy } = pin;
  const rows = await tx.run(
    `insert into pin (id, draw_id, channel, at, ref, proof, proof_url, stated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [id, drawId, channel, at, ref, proof, proofUrl, statedBy],
  );
  return rows > 0;
}

/** The pins of a draw, oldest first. */
export async function pinsOf(reader: Reader, drawId: string): Promise<StoredPin[]> {
  return reader.rows<StoredPin>(
    `select id, channel, at, ref, proof, proof_url as "proofUrl" from pin where draw_id = $1 order by at, id`,
    [drawId],
  );
}

export async function hasTimestamp(reader: Reader, drawId: string): Promise<boolean> {
  const found = await reader.first(`select 1 from pin where draw_id = $1 and channel = 'rfc3161'`, [drawId]);
  return found !== null;
}

/** The stored proof of a pin. */
export async function proofOf(reader: Reader, drawId: string, pinId: string): Promise<Buffer | null> {
  const row = await reader.first<{ proof: Buffer | null }>(
    'select proof from pin where draw_id = $1 and id = $2',
    [drawId, pinId],
  );
  return row?.proof ?? null;
}

/** The buyers as the notices know them; what Meta told of their messages, by its own timestamps. */
const COUNT = `
  with buyer as (
    select distinct o.contact_id as id from draw d join raffle_order o on o.raffle_id = d.raffle_id
    where d.id = $1 and o.state in ('paid', 'refund_owed', 'refunded')
      and exists (select from draw_list l where l.draw_id = $1 and l.order_id = o.id)),
  message as (
    select contact_id as id, min(coalesce(sent_at, accepted_at)) as sent_at,
      min(least(delivered_at, read_at, played_at)) as had_at
    from outbox where purpose = 'list_frozen' and draw_id = $1 group by contact_id)
  select count(*)::int as buyers,
    (count(*) filter (where least(m.sent_at, m.had_at) < $2))::int as sent,
    (count(*) filter (where m.had_at < $2))::int as had,
    max(m.had_at) filter (where m.had_at < $2) as "lastAt"
  from buyer left join message m using (id)`;

/** How many buyers have the fingerprint so far, of what counts before `valueAt`. */
export async function countReach(reader: Reader, drawId: string, valueAt: Date): Promise<Reach> {
  const row = await reader.first<Omit<Reach, 'valueAt'>>(COUNT, [drawId, valueAt]);
  return { valueAt, ...(row ?? { buyers: 0, sent: 0, had: 0, lastAt: null }) };
}

/** What was counted at the draw; null before. */
export async function keptReach(reader: Reader, drawId: string): Promise<Reach | null> {
  return reader.first<Reach>(
    `select value_at as "valueAt", buyers, sent, had, last_at as "lastAt" from draw_reach where draw_id = $1`,
    [drawId],
  );
}

export async function keepReach(tx: Transaction, drawId: string, reach: Reach): Promise<void> {
  const { valueAt, buyers, sent, had, lastAt } = reach;
  await tx.run(
    'insert into draw_reach (draw_id, value_at, buyers, sent, had, last_at) values ($1, $2, $3, $4, $5, $6)',
    [drawId, valueAt, buyers, sent, had, lastAt],
  );
}
