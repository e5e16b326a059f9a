import { describe, expect, it } from 'vitest';
import { PER_SHEET } from './ticket-sheet.js';
import { ticketSheetPdf } from './ticket-sheet-pdf.service.js';
import type { TicketSheet } from './ticket-sheet-words.js';

function sheetOf(slips: number): TicketSheet {
  return {
    title: 'Rifa de la moto',
    organiser: 'Rifas Sota',
    drawAt: '2037-02-01T02:00:00Z',
    closedAt: '2037-01-31T16:00:00Z',
    timeZone: 'America/Mexico_City',
    commitmentHash: '9f3a01bc'.repeat(8),
    slips,
    width: 6,
  };
}

/** What was read of a list, and whether its reading was ended. */
class List {
  batches = 0;
  ended = false;

  async *read(slips: number): AsyncGenerator<number[]> {
    try {
      for (let from = 0; from < slips; from += PER_SHEET) {
        this.batches += 1;
        yield Array.from({ length: Math.min(PER_SHEET, slips - from) }, (_, at) => from + at);
      }
    } finally {
      this.ended = true;
    }
    await Promise.resolve();
  }
}

async function pdfOf(slips: number, listed = slips): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of ticketSheetPdf(sheetOf(slips), new List().read(listed))) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('The sheet as a PDF', () => {
  it('has a page for every sheet, and is the same bytes each time', async () => {
    const pdf = await pdfOf(150);
    expect(pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)).toHaveLength(4);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.subarray(-6).toString()).toBe('%%EOF\n');
    expect((await pdfOf(150)).equals(pdf)).toBe(true);
  });

  it('is one page for a list nobody is in', async () => {
    expect((await pdfOf(0)).toString('latin1').match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
  });

  it('reads no further than somebody takes its pages, and stops when they have gone', async () => {
    const list = new List();
    const pages = ticketSheetPdf(sheetOf(6_000), list.read(6_000));
    for (let page = 0; page < 4; page++) await pages.next();
    expect([list.batches, list.ended]).toEqual([3, false]);
    await pages.return(undefined);
    expect([list.batches, list.ended]).toEqual([3, true]);
  });

  it.each([
    ['fewer', 119],
    ['more', 121],
  ])('breaks off rather than have %s slips than its first page says', async (_name, listed) => {
    await expect(pdfOf(120, listed)).rejects.toThrow('every number of the list has its slip');
  });
});
