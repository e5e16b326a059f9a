/** What the books of a raffle say, counted apart from each other. Amounts in minor units. */
export interface Books {
  readonly emission: number;
  readonly statuses: Readonly<Record<'free' | 'held' | 'in_review' | 'paid' | 'void', number>>;
  /** Numbers of paid orders, by the orders themselves. */
  readonly paidOrderNumbers: number;
  /** Numbers whose status and whose order's state do not belong together. */
  readonly misplacedNumbers: number;
  readonly paidOrderAmount: number;
  readonly journalSales: number;
  /** Numbers the log says were paid, less those it says were voided after. */
  readonly loggedNumbers: number;
  /** Entries the list would have if it were frozen now. */
  readonly entries: number;
}

/** One line of the table: two counts of the same thing that must be equal. */
export interface ReconciliationLine {
  readonly check: 'numbers' | 'orders' | 'placement' | 'money' | 'log' | 'entries';
  readonly expected: number;
  readonly found: number;
  readonly difference: number;
}

/** The table a named person confirms before the list is frozen: each book against its neighbour. */
export function reconciliationTable(books: Books): ReconciliationLine[] {
  const { statuses } = books;
  const accounted = statuses.free + statuses.held + statuses.in_review + statuses.paid + statuses.void;
  const line = (check: ReconciliationLine['check'], expected: number, found: number): ReconciliationLine => ({
    check,
    expected,
    found,
    difference: found - expected,
  });
  return [
    line('numbers', books.emission, accounted),
    line('orders', statuses.paid, books.paidOrderNumbers),
    line('placement', 0, books.misplacedNumbers),
    line('money', books.paidOrderAmount, books.journalSales),
    line('log', statuses.paid, books.loggedNumbers),
    line('entries', statuses.paid, books.entries),
  ];
}

/** True if no line differs. */
export function agrees(table: readonly ReconciliationLine[]): boolean {
  return table.every(({ difference }) => difference === 0);
}
