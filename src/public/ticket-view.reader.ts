import { maskName, ticketLabel } from '../kernel/index.js';
import type { Reader } from '../platform/index.js';
import { drawPins, ticketStanding, type Orders, type ReachCounts } from '../raffle/index.js';
import type { TicketPageView } from './ticket-page.js';

/** What a validation code stands for, as far as anybody may know; null if it stands for nothing. */
export async function readTicket(
  reader: Reader,
  orders: Orders,
  reaches: ReachCounts,
  code: string,
): Promise<TicketPageView | null> {
  const found = await orders.byValidationCode(reader, code);
  if (found === null) return null;
  const { order, raffle } = found;
  const label = (number: number): string => ticketLabel(number, raffle.width);
  const { standing, draw, list, wins, out, pending, receipts } = await ticketStanding(reader, order);
  const pins = draw && (await drawPins(reader, draw, reaches.count));
  return {
    standing,
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
    receiptsAt: receipts.keysDestroyedAt === null ? `/t/${encodeURIComponent(code)}/receipt.json` : null,
    list: list && {
      hash: list.hash,
      size: list.size,
      standing: pins?.standing ?? 'consistent',
      places: list.places.map(({ number, place }) => ({ number: label(number), place })),
    },
    out: out.map(({ number, prizeName }) => ({ number: label(number), prizeName })),
    pending,
    wins: wins && wins.map(({ number, prizeName }) => ({ number: label(number), prizeName })),
  };
}

async function displayName(reader: Reader, contactId: string): Promise<string | null> {
  const row = await reader.first<{ name: string | null }>(
    'select display_name as name from contact where id = $1',
    [contactId],
  );
  return row?.name ?? null;
}
