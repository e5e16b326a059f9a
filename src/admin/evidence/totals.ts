import type { SaleBook } from './sale-book.js';

/** What was sold, and of it what was voided, by one way of selling or in all. */
export interface Sold {
  readonly orders: number;
  readonly numbers: number;
  readonly gross: bigint;
  readonly voidedOrders: number;
  readonly voidedNumbers: number;
  readonly voided: bigint;
}

/** One entry of the money journal of a paid order. */
export interface JournalRow {
  readonly at: string;
  readonly orderId: string;
  readonly code: string;
  readonly kind: string;
  readonly account: string;
  readonly amountMinor: number;
}

const NOTHING: Sold = {
  orders: 0,
  numbers: 0,
  gross: 0n,
  voidedOrders: 0,
  voidedNumbers: 0,
  voided: 0n,
};

/** Sales by origin, in the order of their names. */
export function soldByOrigin(sale: SaleBook): ReadonlyMap<string, Sold> {
  const by = new Map<string, Sold>();
  for (const order of sale.paidOrders()) {
    const sold = by.get(order.origin) ?? NOTHING;
    const isVoid = order.numbers.some((number) => sale.stateOf(number) === 'void');
    by.set(order.origin, {
      orders: sold.orders + 1,
      numbers: sold.numbers + order.numbers.length,
      gross: sold.gross + BigInt(order.amountMinor),
      voidedOrders: sold.voidedOrders + (isVoid ? 1 : 0),
      voidedNumbers: sold.voidedNumbers + (isVoid ? order.numbers.length : 0),
      voided: sold.voided + (isVoid ? BigInt(order.amountMinor) : 0n),
    });
  }
  return new Map([...by].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** All origins together. */
export function sumOf(all: Iterable<Sold>): Sold {
  let sum = NOTHING;
  for (const one of all)
    sum = {
      orders: sum.orders + one.orders,
      numbers: sum.numbers + one.numbers,
      gross: sum.gross + one.gross,
      voidedOrders: sum.voidedOrders + one.voidedOrders,
      voidedNumbers: sum.voidedNumbers + one.voidedNumbers,
      voided: sum.voided + one.voided,
    };
  return sum;
}

/** Sales less what was taken back, by the journal. A sale stands there with a minus, as what the house owes to its own books. */
export function journalSales(rows: readonly JournalRow[]): bigint {
  return rows
    .filter(({ account }) => account === 'sales')
    .reduce((sum, { amountMinor }) => sum - BigInt(amountMinor), 0n);
}
