import type { Reader, Transaction } from '../../platform/index.js';

/** A buyer with what they hold in the frozen list. */
export interface Buyer {
  readonly contactId: string;
  /** Ascending. */
  readonly numbers: readonly number[];
  /** Whether one of their numbers of the list is still paid, and the raffle's main draw to come. */
  readonly inMainDraw: boolean;
}

/** Marks the next buyers of the list as told and returns them, at most `limit`: whoever marks a buyer tells them, once. */
export async function claimBuyers(
  tx: Transaction,
  notice: { drawId: string; issueNo: number },
  limit: number,
): Promise<Buyer[]> {
  const rows = await tx.rows<{ contactId: string }>(
    `insert into draw_notice (draw_id, issue_no, contact_id)
     select $1::uuid, $2::int, b.contact_id from (
       select distinct o.contact_id from draw d join raffle_order o on o.raffle_id = d.raffle_id
       where d.id = $1 and o.state in ('paid', 'refund_owed', 'refunded')
         and exists (select from draw_list l where l.draw_id = $1 and l.order_id = o.id)
         and not exists (select from draw_notice n where (n.draw_id, n.issue_no, n.contact_id) = ($1::uuid, $2::int, o.contact_id))
       order by o.contact_id limit $3) b
     on conflict do nothing returning contact_id as "contactId"`,
    [notice.drawId, notice.issueNo, limit],
  );
  return numbersOf(
    tx,
    notice.drawId,
    rows.map(({ contactId }) => contactId),
  );
}

/** Whether anybody was told already. */
export async function hasBegun(
  reader: Reader,
  notice: { drawId: string; issueNo: number },
): Promise<boolean> {
  const told = await reader.first('select from draw_notice where (draw_id, issue_no) = ($1, $2) limit 1', [
    notice.drawId,
    notice.issueNo,
  ]);
  return told !== null;
}

/** Marks these people as told. @returns those who had not been */
export async function claimContacts(
  tx: Transaction,
  notice: { drawId: string; issueNo: number },
  contactIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.rows<{ contactId: string }>(
    `insert into draw_notice (draw_id, issue_no, contact_id) select distinct $1::uuid, $2::int, c from unnest($3::uuid[]) c
     on conflict do nothing returning contact_id as "contactId"`,
    [notice.drawId, notice.issueNo, contactIds],
  );
  return new Set(rows.map(({ contactId }) => contactId));
}

/** Who holds these numbers of a frozen list, by number. */
export async function holdersOf(
  reader: Reader,
  drawId: string,
  numbers: readonly number[],
): Promise<Map<number, { orderId: string; contactId: string }>> {
  const rows = await reader.rows<{ number: number; orderId: string; contactId: string }>(
    `select l.number, o.id as "orderId", o.contact_id as "contactId"
     from draw_list l join raffle_order o on o.id = l.order_id
     where l.draw_id = $1 and l.number = any($2::int[])`,
    [drawId, numbers],
  );
  return new Map(rows.map(({ number, orderId, contactId }) => [number, { orderId, contactId }]));
}

async function numbersOf(reader: Reader, drawId: string, contactIds: readonly string[]): Promise<Buyer[]> {
  return reader.rows<Buyer>(
    `select o.contact_id as "contactId", array_agg(l.number order by l.number) as numbers,
       bool_or(t.status = 'paid' and r.state not in ('drawn', 'settled', 'cancelled')) as "inMainDraw"
     from draw d join raffle r on r.id = d.raffle_id join raffle_order o on o.raffle_id = d.raffle_id and o.contact_id = any($2::uuid[])
       join draw_list l on l.draw_id = d.id and l.order_id = o.id
       join ticket t on t.raffle_id = d.raffle_id and t.number = l.number
     where d.id = $1 group by o.contact_id order by o.contact_id`,
    [drawId, contactIds],
  );
}
