import { maskName, ticketLabel } from '../kernel/index.js';
import type { Reader } from '../platform/index.js';
import {
  drawPins,
  ticketStanding,
  type DrawStanding,
  type Orders,
  type ReachCounts,
} from '../raffle/index.js';
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
  const { standing, main, before, receipts } = await ticketStanding(reader, order);
  const receiptsAt = receipts.keysDestroyedAt === null ? `/t/${encodeURIComponent(code)}/receipt.json` : null;
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
      byHand: raffle.drawMethod.mode === 'manual',
    },
    drawId: main?.draw.id ?? null,
    receiptsAt,
    list: main && (await listed(reader, reaches, main, label)),
    ...(main === null ? { wins: null, out: [], pending: false } : outcomeOf(main, label)),
    before: await Promise.all(
      before.map(async (one) => ({
        drawId: one.draw.id,
        name: one.draw.name ?? '',
        list: await listed(reader, reaches, one, label),
        ...outcomeOf(one, label),
      })),
    ),
  };
}

type Label = (number: number) => string;

async function listed(
  reader: Reader,
  reaches: ReachCounts,
  { draw, list }: DrawStanding,
  label: Label,
): Promise<TicketPageView['list']> {
  const pins = list && (await drawPins(reader, draw, reaches.count));
  return (
    list && {
      hash: list.hash,
      size: list.size,
      standing: pins?.standing ?? 'consistent',
      places: list.places.map(({ number, place }) => ({ number: label(number), place })),
    }
  );
}

function outcomeOf(
  { wins, out, pending }: DrawStanding,
  label: Label,
): Pick<TicketPageView, 'wins' | 'out' | 'pending'> {
  const named = (all: typeof out): TicketPageView['out'] =>
    all.map(({ number, prizeName }) => ({ number: label(number), prizeName }));
  return { wins: wins && named(wins), out: named(out), pending };
}

async function displayName(reader: Reader, contactId: string): Promise<string | null> {
  const row = await reader.first<{ name: string | null }>(
    'select display_name as name from contact where id = $1',
    [contactId],
  );
  return row?.name ?? null;
}
