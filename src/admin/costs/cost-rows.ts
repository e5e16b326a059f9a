import type { Charge } from '../../whatsapp/index.js';

/** Messages of one kind that went to one market while one price held, as the database groups them. */
export interface CostRow {
  /** Meta's category; `unknown` where a price was told without one. */
  readonly category: string;
  readonly messages: number;
  /** Leading characters of the recipients' numbers, or user ids where they have none; null: neither is known. */
  readonly prefix: string | null;
  /** How many price changes lie before them. */
  readonly period: number;
}

/** Costs of one calendar month (UTC) and one of our numbers. */
export interface MonthRow extends CostRow {
  /** `2027-01`. */
  readonly month: string;
  readonly channel: string;
  /** False: Meta told that it costs nothing. */
  readonly charged: boolean;
}

export interface RaffleRow extends MonthRow {
  /** False: about the raffle, but part of no purchase. */
  readonly inPurchase: boolean;
}

/** What the rate card needs to know of a group. */
export function chargeOf(row: CostRow, changes: readonly Date[]): Charge {
  const at = changes[row.period - 1] ?? new Date(0);
  return { to: row.prefix, category: row.category, messages: row.messages, at };
}

/** Messages by category, in alphabetical order. */
export function byCategory(rows: readonly CostRow[]): { category: string; messages: number }[] {
  const groups = Map.groupBy(rows, ({ category }) => category);
  return [...groups]
    .map(([category, group]) => ({ category, messages: messagesOf(group) }))
    .toSorted((one, other) => (one.category < other.category ? -1 : 1));
}

export function messagesOf(rows: readonly { readonly messages: number }[]): number {
  return rows.reduce((sum, { messages }) => sum + messages, 0);
}

/** Messages for each purchase with two decimals; null without any. */
export function perPurchase(messages: number, purchases: number): string | null {
  return purchases === 0 ? null : (messages / purchases).toFixed(2);
}
