import type { Reader } from '../../platform/index.js';

/** Where the entry receipts of an order stand. */
export interface ReceiptStanding {
  /** Place in the public log of what issued them; null within the second before it is chained, and where nothing was paid. */
  readonly logSeq: number | null;
  /** From then on none can be made any more. */
  readonly keysDestroyedAt: Date | null;
}

/** How an order's receipts for one draw were last issued. */
export interface ReceiptIssue {
  readonly drawId: string;
  readonly fairdrawId: string;
  readonly rules: string;
  readonly rulesHash: Buffer;
  readonly raffleId: string;
  readonly identity: string;
  readonly keysDestroyedAt: Date | null;
  /** Whose pseudonym they carry. */
  readonly contactId: string;
  readonly seq: number;
  readonly hash: Buffer;
  readonly at: Date;
}

export async function receiptStanding(reader: Reader, orderId: string): Promise<ReceiptStanding> {
  const row = await reader.first<{ logSeq: number | null; keysDestroyedAt: Date | null }>(
    `select r.keys_destroyed_at as "keysDestroyedAt",
       (select max(e.seq) from entry_receipt i join raffle_event e on e.id = i.event_id where i.order_id = o.id) as "logSeq"
     from raffle_order o join raffle r on r.id = o.raffle_id where o.id = $1`,
    [orderId],
  );
  return row ?? { logSeq: null, keysDestroyedAt: null };
}

// A draw's list is made of the log up to its head: what was issued after an early draw's freeze counts for the later ones only.
// Who paid after a list closed has no receipt for its draw. Looking for the head is long, and needed only for the few orders whose receipts were issued more than once.
const ISSUE = `
  select d.id as "drawId", d.fairdraw_id as "fairdrawId", d.rules, d.rules_hash as "rulesHash", o.raffle_id as "raffleId", o.identity,
    r.keys_destroyed_at as "keysDestroyedAt", i.contact_id as "contactId", i.seq, i.hash, i.at
  from raffle_order o join raffle r on r.id = o.raffle_id join draw d on d.raffle_id = o.raffle_id
  cross join lateral (
    select x.contact_id, e.seq, e.hash, e.at from entry_receipt x join raffle_event e on e.id = x.event_id
    where x.order_id = o.id and e.seq is not null and case
      when d.log_head is null or (select count(*) from entry_receipt every_issue where every_issue.order_id = o.id) = 1 then true
      else e.seq <= (select h.seq from raffle_event h where h.raffle_id = d.raffle_id and h.hash = d.log_head) end
    order by e.seq desc limit 1) i
  where o.id = $1 and (d.id = $2 or ($2::uuid is null and d.ordinal = 1)) and case
    when d.ordinal = 1 then true
    when d.closed_at is null then coalesce(o.receipt_at, o.paid_at) <= d.list_closes_at
    else exists (select from draw_entry e where e.draw_id = d.id and e.order_id = o.id) end`;

/** The issue that counts for one draw. @param drawId null: the main draw. @returns null if there is none (yet) */
export async function receiptIssue(
  reader: Reader,
  orderId: string,
  drawId: string | null,
): Promise<ReceiptIssue | null> {
  return reader.first<ReceiptIssue & Record<string, unknown>>(ISSUE, [orderId, drawId]);
}

/** How often a number of this order had changed hands when the order got it; null if the number is not, or no longer, the order's. */
export async function handoversOf(reader: Reader, orderId: string, number: number): Promise<number | null> {
  const row = await reader.first<{ handovers: number }>(
    `select handovers from ticket where order_id = $1 and number = $2 and status in ('paid', 'void')`,
    [orderId, number],
  );
  return row?.handovers ?? null;
}
