import { describe, expect, it } from 'vitest';
import { agrees, reconciliationTable, type Books } from './reconciliation.js';

const books: Books = {
  emission: 100,
  statuses: { free: 60, held: 0, in_review: 0, paid: 38, void: 2 },
  paidOrderNumbers: 38,
  misplacedNumbers: 0,
  paidOrderAmount: 190_000,
  journalSales: 190_000,
  loggedNumbers: 38,
  entries: 38,
};

describe('The reconciliation', () => {
  it('agrees where every book says the same', () => {
    expect(agrees(reconciliationTable(books))).toBe(true);
  });

  it.each<[string, Partial<Books>, string, number]>([
    ['a number is missing', { emission: 101 }, 'numbers', -1],
    ['a paid order has a number more than the tickets', { paidOrderNumbers: 39 }, 'orders', 1],
    ['a ticket stands with an order in another state', { misplacedNumbers: 1 }, 'placement', 1],
    ['money came that no paid order explains', { journalSales: 195_000 }, 'money', 5_000],
    ['a payment is not in the log', { loggedNumbers: 37 }, 'log', -1],
    ['a paid ticket would be left out of the list', { entries: 37 }, 'entries', -1],
  ])('shows that %s, and by how much', (_what, change, check, difference) => {
    const table = reconciliationTable({ ...books, ...change });
    expect(agrees(table)).toBe(false);
    expect(table.filter((line) => line.difference !== 0)).toEqual([
      expect.objectContaining({ check, difference }),
    ]);
  });
});
