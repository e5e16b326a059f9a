import { invariant } from '../../kernel/index.js';
import type { Reader } from '../../platform/index.js';
import type { RaffleState } from '../catalogue/index.js';

/** What was announced of a draw before the sale, and how its raffle stands. */
export interface Announced {
  readonly raffleState: RaffleState;
  /** Who has sent the money by then takes part. */
  readonly listClosesAt: Date;
  readonly drawAt: Date;
  readonly disputeMinutes: number;
  readonly timeZone: string;
  /** How buyers reach the organiser besides the chat. */
  readonly contact: string | null;
}

/** Of the main draw the raffle tells it; those before it have their own times. */
export async function announced(reader: Reader, drawId: string): Promise<Announced> {
  const row = await reader.first<Announced & Record<string, unknown>>(
    `select r.state as "raffleState", coalesce(d.list_closes_at, r.sales_close_at) as "listClosesAt",
       coalesce(d.draw_at, r.draw_at) as "drawAt", coalesce(d.dispute_minutes, r.dispute_minutes) as "disputeMinutes",
       r.time_zone as "timeZone", r.organiser ->> 'contact' as contact
     from draw d join raffle r on r.id = d.raffle_id where d.id = $1`,
    [drawId],
  );
  invariant(row !== null, 'a draw belongs to a raffle');
  return row;
}
