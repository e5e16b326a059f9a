import { describe, expect, it } from 'vitest';
import { cutsOf, cutToFit, FOOT, LETTER, LINE_WIDTH, PER_SHEET, sheetsFor, slipAt } from './ticket-sheet.js';
import { coverBlocks, partWords, placeWords, sheetWords, shortFingerprint } from './ticket-sheet-words.js';

const CENTIMETRE = 72 / 2.54;

describe('The sheets', () => {
  it('are as many as the slips fill, and one before them', () => {
    expect([0, 1, 60, 61, 90, 120, 4_567].map(sheetsFor)).toEqual([1, 2, 2, 3, 3, 3, 78]);
  });

  it('have the slips in rows, beside and below one another', () => {
    const { x, y } = slipAt(0);
    const wide = slipAt(1).x - x;
    const high = y - slipAt(5).y;
    for (let slot = 0; slot < PER_SHEET; slot++)
      expect(slipAt(slot)).toEqual({ x: x + (slot % 5) * wide, y: y - Math.floor(slot / 5) * high });
    expect(wide).toBeGreaterThan(LINE_WIDTH);
  });

  it('leave white what a printer cannot reach, and keep the foot below the slips', () => {
    const points = cutsOf(PER_SHEET).flatMap(([x, y, toX, toY]) => [
      { x, y },
      { x: toX, y: toY },
    ]);
    for (const { x, y } of points) {
      expect(x).toBeGreaterThanOrEqual(CENTIMETRE);
      expect(x).toBeLessThanOrEqual(LETTER.width - CENTIMETRE);
      expect(y).toBeGreaterThan(FOOT.y + 10);
      expect(y).toBeLessThanOrEqual(LETTER.height - CENTIMETRE);
    }
    expect(FOOT.y).toBeGreaterThanOrEqual(CENTIMETRE);
  });
});

describe('The lines to cut along', () => {
  /** How many slips lie inside a closed frame of cuts, and how many places do on the whole sheet. */
  function framed(slips: number): number {
    const cuts = cutsOf(slips);
    const covers = (from: number, to: number, at: number): boolean =>
      Math.min(from, to) <= at && at <= Math.max(from, to);
    const places = Array.from({ length: PER_SHEET }, (_, slot) => slipAt(slot));
    const wide = slipAt(1).x - slipAt(0).x;
    const high = slipAt(0).y - slipAt(5).y;
    return places.filter(({ x, y: top }) => {
      const level = (at: number): boolean =>
        cuts.some(([fromX, y, toX, toY]) => y === at && toY === at && covers(fromX, toX, x));
      const upright = (at: number): boolean =>
        cuts.some(([x1, y, x2, toY]) => x1 === at && x2 === at && covers(y, toY, top - high / 2));
      return level(top) && level(top - high) && upright(x - wide / 2) && upright(x + wide / 2);
    }).length;
  }

  it.each([0, 1, 4, 5, 6, 9, 10, 30, 33, 59, 60])('frame %i slips and no empty place', (slips) => {
    expect(framed(slips)).toBe(slips);
  });

  it('end where the slips of a half full sheet end', () => {
    const lowest = Math.min(...cutsOf(30).map(([, , , toY]) => toY));
    expect(lowest).toBe(slipAt(30).y);
    expect(cutsOf(0)).toEqual([]);
  });
});

describe('A title', () => {
  const widthOf = (text: string): number => Array.from(text).length;

  it('stays as it is where it fits', () => {
    expect(cutToFit('Rifa de la moto', 15, widthOf)).toBe('Rifa de la moto');
  });

  it('is cut between letters where it does not, with a sign that something is missing', () => {
    expect(cutToFit('Rifa de la moto', 9, widthOf)).toBe('Rifa de…');
    expect(cutToFit('🎉🎉🎉🎉', 3, widthOf)).toBe('🎉🎉…');
    expect(cutToFit('Rifa', 0, widthOf)).toBe('…');
  });
});

describe('The words', () => {
  it('say where a slip stands, which part a sheet has and how many sheets there are', () => {
    expect(placeWords(123, 4_567)).toBe('lugar 123 de 4,567');
    expect(partWords(61, 120)).toBe('Lugares 61 a 120');
    expect(sheetWords(2, 1_668)).toBe('Hoja 2 de 1,668');
    expect(shortFingerprint('0123456789abcdef'.repeat(4))).toBe('0123 4567');
  });

  it('of the first sheet name draw, organiser, date, fingerprint and how many slips must be counted', () => {
    const blocks = coverBlocks(
      {
        title: 'Presorteo · Rifa de la moto',
        organiser: 'Rifas Sota',
        drawAt: '2037-02-01T02:00:00Z',
        closedAt: '2037-01-31T16:00:00Z',
        timeZone: 'America/Mexico_City',
        commitmentHash: '0123456789abcdef'.repeat(4),
        slips: 4_567,
        width: 4,
      },
      78,
    );
    const said = JSON.stringify(blocks);
    for (const text of [
      'Presorteo · Rifa de la moto',
      'Rifas Sota',
      '2037-01-31 20:00:00 (America/Mexico_City)',
      '0123 4567 89ab cdef 0123 4567 89ab cdef',
      'deben ser exactamente 4,567',
      '78, con esta',
    ])
      expect(said).toContain(text);
  });
});
