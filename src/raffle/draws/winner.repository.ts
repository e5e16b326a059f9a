import type { Winner } from '../../fair-draw/index.js';
import { invariant } from '../../kernel/index.js';
import type { Reader, Transaction } from '../../platform/index.js';

/** Records who holds the winning numbers; winners of an earlier issue stay as they are, who follows them is another attempt. */
export async function insertWinners(
  tx: Transaction,
  drawId: string,
  winners: readonly Winner[],
  holders: ReadonlyMap<number, { orderId: string; contactId: string }>,
): Promise<void> {
  const rows = winners.map((winner) => {
    const holder = holders.get(winner.number);
    invariant(holder !== undefined, 'a winning number has a holder');
    return { ...winner, ...holder };
  });
  await tx.run(
    `insert into winner (draw_id, prize_id, unit, attempt, number, order_id, contact_id)
     select $1::uuid, w.prize_id, w.unit, coalesce(before.attempt, 0) + 1, w.number, w.order_id, w.contact_id
     from unnest($2::text[], $3::int[], $4::int[], $5::uuid[], $6::uuid[]) w (prize_id, unit, number, order_id, contact_id)
     left join lateral (
       select b.attempt, b.number from winner b where (b.draw_id, b.prize_id, b.unit) = ($1::uuid, w.prize_id, w.unit)
       order by b.attempt desc limit 1) before on true
     where before.number is distinct from w.number`,
    [
      drawId,
      rows.map(({ prize }) => prize),
      rows.map(({ unit }) => unit),
      rows.map(({ number }) => number),
      rows.map(({ orderId }) => orderId),
      rows.map(({ contactId }) => contactId),
    ],
  );
}

/** A prize won, with whom to hand it to. */
export interface WinnerRecord {
  readonly drawId: string;
  readonly prizeId: string;
  readonly unit: number;
  readonly number: number;
  readonly orderId: string;
  readonly contactId: string;
  readonly drawnAt: Date;
}

/** The winners of a draw by prize and unit; those who were disqualified are none. */
export async function winnersOf(reader: Reader, drawId: string): Promise<WinnerRecord[]> {
  return reader.rows<WinnerRecord>(
    `select draw_id as "drawId", prize_id as "prizeId", unit, number, order_id as "orderId", contact_id as "contactId",
       drawn_at as "drawnAt"
     from winner w where draw_id = $1 and not exists (
       select from disqualification d where d.draw_id = w.draw_id and d.state = 'confirmed'
         and (d.prize_id, d.unit, d.number) = (w.prize_id, w.unit, w.number))
     order by prize_id, unit`,
    [drawId],
  );
}
