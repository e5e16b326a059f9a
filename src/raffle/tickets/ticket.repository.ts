import type { Transaction } from '../../platform/index.js';

export type TicketStatus = 'free' | 'held' | 'in_review' | 'paid' | 'void';

/** A number that changed hands; `handovers` counts its holders and goes into the salt of its commit. */
export interface HandedNumber {
  readonly number: number;
  readonly handovers: number;
}

/** A free number is one without order; said so, the primary key finds it (see the hold). */
const TAKE_ALL = `
  with free_number as (
    select number from ticket where raffle_id = $1 and number = any($2::int[]) and order_id is null
    order by number for no key update skip locked)
  update ticket t set status = 'in_review', order_id = $3, handovers = t.handovers + 1
  where t.raffle_id = $1 and t.number = any($2::int[]) and t.order_id is null
    and (select count(*) from free_number) = cardinality($2::int[])
  returning t.number, t.handovers`;

/**
 * Gives all these numbers to an order in review, or none: waits for nobody, so one that is locked or not free counts as gone.
 * @returns the numbers, ascending, or null
 */
export async function takeAll(
  tx: Transaction,
  take: { readonly raffleId: string; readonly numbers: readonly number[]; readonly orderId: string },
): Promise<HandedNumber[] | null> {
  const { raffleId, numbers, orderId } = take;
  const handed = await tx.rows<{ number: number; handovers: number }>(TAKE_ALL, [raffleId, numbers, orderId]);
  return handed.length === 0 ? null : handed.sort((a, b) => a.number - b.number);
}

/** Moves an order's numbers from one status to the next. @returns how many */
export async function moveNumbers(
  tx: Transaction,
  orderId: string,
  from: Exclude<TicketStatus, 'free' | 'void'>,
  to: Exclude<TicketStatus, 'free'>,
): Promise<number> {
  return tx.run('update ticket set status = $3 where order_id = $1 and status = $2', [orderId, from, to]);
}

/** Gives the numbers of unpaid orders back to the raffle. @returns how many */
export async function releaseNumbers(tx: Transaction, orderIds: readonly string[]): Promise<number> {
  return tx.run(
    `update ticket set status = 'free', order_id = null where order_id = any($1::uuid[]) and status in ('held', 'in_review')`,
    [orderIds],
  );
}
