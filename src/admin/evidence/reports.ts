import { ticketLabel } from '../../kernel/index.js';
import type { DrawPapers } from './draw-papers.js';
import { csvFile, csvHead, csvLine } from './csv.js';
import { personOf, type EvidenceFacts } from './facts.js';
import type { SaleBook } from './sale-book.js';
import { journalSales, soldByOrigin, sumOf, type JournalRow } from './totals.js';
import { decimal } from './written.js';

/** Numbers between two pieces of the ticket report. */
const A_PIECE = 5_000;

/** Every number of the raffle: its state when the list was closed and the order that paid it. No person stands in it. */
export function* ticketReport({ raffle }: EvidenceFacts, sale: SaleBook): Generator<Buffer> {
  yield Buffer.from(csvHead(['number', 'state', 'order', 'origin', 'price', 'currency']), 'utf8');
  const price = decimal(raffle.priceMinor, raffle.digits);
  for (let from = 0; from < raffle.emission; from += A_PIECE) {
    const lines = Array.from({ length: Math.min(A_PIECE, raffle.emission - from) }, (_, index) => {
      const number = raffle.firstNumber + from + index;
      const order = sale.paidBy(number);
      const bought =
        order === null ? [null, null, null, null] : [order.code, order.origin, price, raffle.currency];
      return csvLine([ticketLabel(number, raffle.width), sale.stateOf(number), ...bought]);
    });
    yield Buffer.from(lines.join(''), 'utf8');
  }
}

/** Sales by the way they came, with a line of totals. */
export function channelReport({ raffle }: EvidenceFacts, sale: SaleBook): Buffer {
  const by = soldByOrigin(sale);
  const lines = [...by, ['total', sumOf(by.values())] as const];
  const head = [
    'origin',
    'orders',
    'numbers',
    'gross',
    'voided_orders',
    'voided_numbers',
    'voided',
    'net',
    'currency',
  ];
  return csvFile(
    head,
    lines.map(([origin, sold]) => [
      origin,
      sold.orders,
      sold.numbers,
      decimal(sold.gross, raffle.digits),
      sold.voidedOrders,
      sold.voidedNumbers,
      decimal(sold.voided, raffle.digits),
      decimal(sold.gross - sold.voided, raffle.digits),
      raffle.currency,
    ]),
  );
}

/** Numbers taken out of the draw after they were paid, in the order it happened, with their entry in the log. */
export function voidReport({ raffle }: EvidenceFacts, sale: SaleBook): Buffer {
  return csvFile(
    ['number', 'order', 'price', 'currency', 'voided_at', 'log_seq'],
    sale.voided.map(({ number, at, seq }) => [
      ticketLabel(number, raffle.width),
      sale.paidBy(number)?.code ?? null,
      decimal(raffle.priceMinor, raffle.digits),
      raffle.currency,
      at,
      seq,
    ]),
  );
}

/** Every line of the money journal about paid orders. */
export function journalReport({ raffle }: EvidenceFacts, rows: readonly JournalRow[]): Buffer {
  return csvFile(
    ['at', 'order', 'kind', 'account', 'amount', 'currency'],
    rows.map(({ at, code, kind, account, amountMinor }) => [
      at,
      code,
      kind,
      account,
      decimal(amountMinor, raffle.digits),
      raffle.currency,
    ]),
  );
}

/** Range, price, counts and money on one page; the journal's sum beside the orders' own. */
export function summaryReport(facts: EvidenceFacts, sale: SaleBook, journal: readonly JournalRow[]): Buffer {
  const { raffle } = facts;
  const counts = sale.counts();
  const sold = sumOf(soldByOrigin(sale).values());
  const money = (amount: bigint | number): string => decimal(amount, raffle.digits);
  const net = sold.gross - sold.voided;
  const last = raffle.firstNumber + raffle.emission - 1;
  return csvFile(
    ['name', 'value'],
    [
      ['first_number', ticketLabel(raffle.firstNumber, raffle.width)],
      ['last_number', ticketLabel(last, raffle.width)],
      ['emission', raffle.emission],
      ['price', money(raffle.priceMinor)],
      ['currency', raffle.currency],
      ['free', counts.free],
      ['held', counts.held],
      ['paid', counts.paid],
      ['void', counts.void],
      ['orders', sold.orders],
      ['gross', money(sold.gross)],
      ['voided', money(sold.voided)],
      ['net', money(net)],
      ['journal_sales', money(journalSales(journal))],
      ['difference', money(journalSales(journal) - net)],
    ],
  );
}

/** What a named person confirmed before the list was closed. */
export function reconciliationReport(facts: EvidenceFacts): Buffer {
  const { reconciliation } = facts;
  const table = reconciliation?.table ?? [];
  return csvFile(
    ['check', 'expected', 'found', 'difference', 'confirmed_by', 'confirmed_at', 'note'],
    table.map(({ check, expected, found, difference }) => [
      check,
      ...[expected, found, difference].map((value) =>
        check === 'money' ? decimal(value, facts.raffle.digits) : value,
      ),
      personOf(facts, reconciliation?.by ?? null),
      reconciliation?.at ?? null,
      reconciliation?.note ?? null,
    ]),
  );
}

/** The outcome by prize unit, with the order of each winning number. */
export function drawReport({ raffle }: EvidenceFacts, sale: SaleBook, { rules, draw }: DrawPapers): Buffer {
  const names = new Map(rules.prizes.map(({ id, name }) => [id, name]));
  const now = new Map(draw.winners.map(({ prize, unit, number }) => [`${prize}/${unit}`, number]));
  return csvFile(
    ['prize', 'name', 'unit', 'status', 'drawn_number', 'present_number', 'order'],
    draw.slots.map((slot) => {
      const present = now.get(`${slot.prize}/${slot.unit}`) ?? null;
      return [
        slot.prize,
        names.get(slot.prize) ?? null,
        slot.unit,
        slot.status,
        slot.status === 'won' ? ticketLabel(slot.number, raffle.width) : null,
        present === null ? null : ticketLabel(present, raffle.width),
        present === null ? null : (sale.paidBy(present)?.code ?? null),
      ];
    }),
  );
}

/** What did not go its usual way: rejected payments, money for numbers that were gone, outages, results taken back. */
export function exceptionReport({ raffle, exceptions }: EvidenceFacts): Buffer {
  return csvFile(
    ['at', 'kind', 'subject', 'numbers', 'amount', 'currency'],
    exceptions.map(({ at, kind, subject, numbers, amountMinor }) => [
      at,
      kind,
      subject,
      numbers.map((number) => ticketLabel(number, raffle.width)).join(' '),
      amountMinor === null ? null : decimal(amountMinor, raffle.digits),
      amountMinor === null ? null : raffle.currency,
    ]),
  );
}
