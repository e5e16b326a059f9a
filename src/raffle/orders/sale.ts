import type { RaffleState } from '../catalogue/index.js';

/** What a person who asks for numbers finds: the sale, their limit and the asked numbers the raffle has. */
export interface Sale {
  readonly state: RaffleState;
  /** The sale's end has passed. */
  readonly ended: boolean;
  /** It will within seconds. */
  readonly nearEnd: boolean;
  /** Numbers this person may have in all, and how many more. */
  readonly max: number;
  readonly left: number;
  readonly tickets: readonly {
    readonly number: number;
    readonly free: boolean;
    readonly handovers: number;
  }[];
}

/** Why numbers cannot be held; `taken` are those that somebody has. */
export type Obstacle =
  | { readonly kind: 'not_selling'; readonly reason: 'paused' | 'closed' | 'ended' | 'not_open' }
  | { readonly kind: 'out_of_range'; readonly numbers: readonly number[] }
  | { readonly kind: 'over_limit'; readonly asked: number; readonly left: number; readonly max: number }
  | { readonly kind: 'taken'; readonly taken: readonly number[] };

/** The largest number a raffle can have; also keeps what people type inside the database's integers. */
const LARGEST_NUMBER = 9_999_999;
const MOST_NUMBERS_OF_AN_ORDER = 1_000;

/** What no raffle can have among the asked numbers. */
export function impossibleNumbers(numbers: readonly number[]): number[] {
  return numbers.filter((number) => !Number.isInteger(number) || number < 0 || number > LARGEST_NUMBER);
}

/** The first thing in the way of a hold, null if there is none. A sale of null = no such raffle. */
export function obstacleTo(numbers: readonly number[], sale: Sale | null): Obstacle | null {
  if (sale === null || sale.state === 'draft') return { kind: 'not_selling', reason: 'not_open' };
  if (sale.state === 'paused') return { kind: 'not_selling', reason: 'paused' };
  if (sale.state !== 'open') return { kind: 'not_selling', reason: 'closed' };
  if (sale.ended) return { kind: 'not_selling', reason: 'ended' };
  const unknown = numbers.filter((number) => !sale.tickets.some((ticket) => ticket.number === number));
  if (unknown.length > 0) return { kind: 'out_of_range', numbers: unknown };
  const left = Math.min(sale.left, MOST_NUMBERS_OF_AN_ORDER);
  if (numbers.length > left) return { kind: 'over_limit', asked: numbers.length, left, max: sale.max };
  const taken = sale.tickets.filter(({ free }) => !free).map(({ number }) => number);
  return taken.length > 0 ? { kind: 'taken', taken } : null;
}
