import { describe, expect, it } from 'vitest';
import { ticketFace } from '../texts/es/ticket.js';
import type { PrintedOrder } from './printed-order.js';
import { ticketSvg } from './ticket-svg.js';

const order: PrintedOrder = {
  code: 'K7Q-281',
  numbers: [7, 300],
  width: 3,
  amountMinor: 10_000,
  currency: 'MXN',
  paidAt: new Date('2026-12-12T23:31:00Z'),
  validationCode: '8FJ4M2XQ7ABC0123',
  raffleTitle: 'Italika 250Z',
  timeZone: 'America/Mexico_City',
  drawAt: new Date('2026-12-21T02:00:00Z'),
  organiser: { name: 'Rifas Sota', permit: '20260123' },
};

describe('the picture of a ticket', () => {
  it('shows numbers with their zeros, the code, the draw, the price and who organises it', () => {
    const svg = ticketSvg(ticketFace(order), null);
    for (const text of [
      '007',
      '300',
      '8FJ4-M2XQ-7ABC-0123',
      'Italika 250Z',
      '$100.00 MXN',
      'K7Q-281',
      'permiso 20260123',
    ])
      expect(svg).toContain(text);
  });

  it('takes names that would be markup for what they are', () => {
    const svg = ticketSvg(ticketFace({ ...order, raffleTitle: '<script>"&\u0007' }), null);
    expect(svg).toContain('&lt;script&gt;&quot;&amp; ');
  });

  it('says how many numbers it has no room for', () => {
    const numbers = Array.from({ length: 100 }, (_, i) => i);
    expect(ticketFace({ ...order, numbers }).numbers.at(-1)).toBe('y 76 más');
  });

  it('sets a long title smaller, so that it stays inside', () => {
    const size = (title: string): number =>
      Number(
        new RegExp(`font-size="(\\d+)"[^>]*>${title}`).exec(
          ticketSvg(ticketFace({ ...order, raffleTitle: title }), null),
        )?.[1],
      );
    expect(size('A'.repeat(60))).toBeLessThan(size('A'.repeat(10)) / 2);
  });

  it('draws one square per dark module of its code', () => {
    const svg = ticketSvg(ticketFace(order), [
      [true, false],
      [false, true],
    ]);
    expect(svg.match(/h1v1h-1z/g)).toHaveLength(2);
  });
});
