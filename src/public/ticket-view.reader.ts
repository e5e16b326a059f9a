import { maskName, ticketLabel } from '../kernel/index.js';
import type { Reader } from '../platform/index.js';
import {
  drawPins,
  drawProof,
  mainDraw,
  placesInList,
  receiptStanding,
  type Orders,
} from '../raffle/index.js';
import type { TicketPageView } from './ticket-page.js';

/** What a validation code stands for, as far as anybody may know; null if it stands for nothing. */
export async function readTicket(
  reader: Reader,
  orders: Orders,
  code: string,
): Promise<TicketPageView | null> {
  const found = await orders.byValidationCode(reader, code);
  if (found === null) return null;
  const { order, raffle } = found;
  const label = (number: number): string => ticketLabel(number, raffle.width);
  const draw = await mainDraw(reader, raffle.id);
  const proof = draw && (await drawProof(reader, draw.id));
  const commitment = proof?.commitment ?? null;
  const places = commitment === null ? [] : await placesInList(reader, raffle.id, order.numbers);
  const pins = draw && (await drawPins(reader, draw));
  const mine = new Set(order.numbers);
  const { keysDestroyedAt } = await receiptStanding(reader, order.id);
  return {
    standing: order.state === 'paid' ? 'paid' : order.hasNumbers ? 'refund_after_freeze' : 'void',
    numbers: order.numbers.map(label),
    holder: maskName(await displayName(reader, order.contactId)),
    raffle: {
      title: raffle.title,
      state: raffle.state,
      organiser: raffle.organiser.name,
      timeZone: raffle.timeZone,
      drawAt: raffle.drawAt,
    },
    drawId: draw?.id ?? null,
    receiptsAt: keysDestroyedAt === null ? `/t/${encodeURIComponent(code)}/receipt.json` : null,
    list: commitment && {
      hash: commitment.hash,
      size: commitment.size,
      standing: pins?.standing ?? 'consistent',
      places: places.map(({ number, place }) => ({ number: label(number), place })),
    },
    wins:
      proof === null || proof.slots.length === 0
        ? null
        : proof.slots.flatMap(({ number, prizeName }) =>
            number !== null && mine.has(number) ? [{ number: label(number), prizeName }] : [],
          ),
  };
}

async function displayName(reader: Reader, contactId: string): Promise<string | null> {
  const row = await reader.first<{ name: string | null }>(
    'select display_name as name from contact where id = $1',
    [contactId],
  );
  return row?.name ?? null;
}
