import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../fair-draw/index.js';
import { SaleBook, type PaidOrder } from './sale-book.js';
import { soldByOrigin, sumOf } from './totals.js';

function sale(...events: [LogEvent, number[]][]): SaleBook {
  const book = new SaleBook(10, 5);
  for (const [seq, [event, numbers]] of events.entries())
    book.follow({ seq, at: '2027-01-01T00:00:00Z', event, numbers });
  return book;
}

function order(code: string, numbers: number[], origin = 'chat'): PaidOrder {
  return { id: code, code, origin, numbers, amountMinor: 100 * numbers.length };
}

describe('the sale replayed from the log', () => {
  it('has each number in the state of its last event', () => {
    const book = sale(
      ['rules.published', []],
      ['ticket.reserved', [10, 11, 12, 13]],
      ['ticket.released', [13]],
      ['ticket.paid', [10, 11]],
      ['ticket.voided', [11]],
    );
    expect([10, 11, 12, 13, 14].map((number) => book.stateOf(number))).toEqual([
      'paid',
      'void',
      'held',
      'free',
      'free',
    ]);
    expect(book.counts()).toEqual({ free: 2, held: 1, paid: 1, void: 1 });
    expect(book.voided).toEqual([{ number: 11, at: '2027-01-01T00:00:00Z', seq: 4 }]);
  });

  it('leaves out orders that were paid after', () => {
    const book = sale(['ticket.reserved', [10, 12]], ['ticket.paid', [10]]);
    expect([book.enter(order('A', [10])), book.enter(order('B', [12]))]).toEqual([true, false]);
    expect([book.paidBy(10)?.code, book.paidBy(12), book.includes('A'), book.includes('B')]).toEqual([
      'A',
      null,
      true,
      false,
    ]);
  });

  it('is counted by origin, in the order of names, and in all', () => {
    const book = sale(['ticket.paid', [10, 11, 12, 13]], ['ticket.voided', [11, 12]]);
    book.enter(order('A', [10], 'web'));
    book.enter(order('B', [11, 12], 'chat'));
    book.enter(order('C', [13], 'chat'));
    const by = soldByOrigin(book);
    expect([...by]).toEqual([
      ['chat', { orders: 2, numbers: 3, gross: 300n, voidedOrders: 1, voidedNumbers: 2, voided: 200n }],
      ['web', { orders: 1, numbers: 1, gross: 100n, voidedOrders: 0, voidedNumbers: 0, voided: 0n }],
    ]);
    expect(sumOf(by.values())).toEqual({
      orders: 3,
      numbers: 4,
      gross: 400n,
      voidedOrders: 1,
      voidedNumbers: 2,
      voided: 200n,
    });
  });

  it('stops where the log names a number the raffle has not', () => {
    expect(() => sale(['ticket.paid', [15]])).toThrow('the log names numbers of the raffle');
  });
});
