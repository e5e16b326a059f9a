import type { Reader } from '../../platform/index.js';
import { isByHand } from './draw-rules.js';
import { drawsOf } from './draw.repository.js';
import { receiptStanding, type ReceiptStanding } from './entry-receipt.reader.js';
import { placesInList } from './list-place.reader.js';
import { drawProof } from './proof.reader.js';
import { readRules, type StoredDraw } from './stored-draw.js';

/** What of an order decides how its numbers stand. */
export interface StandingOrder {
  readonly id: string;
  readonly raffleId: string;
  readonly state: string;
  readonly hasNumbers: boolean;
  readonly numbers: readonly number[];
}

/** How the numbers of an order stand in one draw. */
export interface DrawStanding {
  readonly draw: StoredDraw;
  /** Whether people draw slips. */
  readonly byHand: boolean;
  /** Null until the list is frozen. `hash` is the commitment's, hexadecimal. */
  readonly list: {
    readonly hash: string;
    readonly size: number;
    readonly places: readonly { readonly number: number; readonly place: number }[];
  } | null;
  /** Null before the draw. */
  readonly wins: readonly { readonly number: number; readonly prizeName: string }[] | null;
  /** What these numbers had won and lost again: they were disqualified. */
  readonly out: readonly { readonly number: number; readonly prizeName: string }[];
  /** Whether a prize still waits for another result. */
  readonly pending: boolean;
}

/** How the numbers behind a validation code stand in the raffle's draws: the same for check page and chat. */
export interface TicketStanding {
  /** void: the numbers left the list. refund_after_freeze: they could not any more, only the money goes back. */
  readonly standing: 'paid' | 'void' | 'refund_after_freeze';
  /** In the main draw; null before the raffle is published. */
  readonly main: DrawStanding | null;
  /** In those draws before it whose list has them. */
  readonly before: readonly DrawStanding[];
  readonly receipts: ReceiptStanding;
}

export async function ticketStanding(reader: Reader, order: StandingOrder): Promise<TicketStanding> {
  const standings: DrawStanding[] = [];
  for (const draw of await drawsOf(reader, order.raffleId)) {
    standings.push(await drawStanding(reader, draw, order));
  }
  const [main = null, ...before] = standings;
  return {
    standing: order.state === 'paid' ? 'paid' : order.hasNumbers ? 'refund_after_freeze' : 'void',
    main,
    before: before.filter(({ list }) => list !== null && list.places.length > 0),
    receipts: await receiptStanding(reader, order.id),
  };
}

async function drawStanding(reader: Reader, draw: StoredDraw, order: StandingOrder): Promise<DrawStanding> {
  const { paper } = draw;
  const proof = paper && (await drawProof(reader, draw.id));
  const commitment = proof?.commitment ?? null;
  const slots = proof?.slots ?? [];
  const mine = new Set(order.numbers);
  const wins = slots.flatMap(({ number, prizeName }) =>
    number !== null && mine.has(number) ? [{ number, prizeName }] : [],
  );
  return {
    draw,
    byHand: isByHand(readRules(draw)),
    list: commitment &&
      paper && {
        hash: commitment.hash,
        size: commitment.size,
        places: await placesInList(reader, paper, order.numbers),
      },
    wins: slots.length === 0 ? null : wins,
    out: (proof?.disqualifications ?? []).flatMap(({ number, prizeName }) =>
      mine.has(number) ? [{ number, prizeName }] : [],
    ),
    pending: slots.some(({ status }) => status === 'pending'),
  };
}
