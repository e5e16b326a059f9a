import type { LogEvent } from '../../fair-draw/index.js';
import { invariant } from '../../kernel/index.js';

/** Of the log: which numbers went which way. */
export interface NumbersMoved {
  readonly seq: number;
  readonly at: string;
  readonly event: LogEvent;
  readonly numbers: readonly number[];
}

/** A sale that was paid at some time; its code and amount never change. */
export interface PaidOrder {
  readonly id: string;
  readonly code: string;
  readonly origin: string;
  readonly numbers: readonly number[];
  readonly amountMinor: number;
}

export type NumberState = 'free' | 'held' | 'paid' | 'void';

/** In the order of their codes in {@link SaleBook}. */
const STATES: readonly NumberState[] = ['free', 'held', 'paid', 'void'];
const AFTER: Partial<Record<LogEvent, NumberState>> = {
  'ticket.reserved': 'held',
  'ticket.paid': 'paid',
  'ticket.released': 'free',
  'ticket.voided': 'void',
};

export interface VoidedNumber {
  readonly number: number;
  readonly at: string;
  readonly seq: number;
}

export type Counts = Readonly<Record<NumberState, number>>;

/**
 * The sale as it stood at an entry of the log, replayed from it. Tables of numbers and orders go on changing; the log does not, so the
 * reports of an evidence file are the same whenever they are written.
 */
export class SaleBook {
  private readonly states: Uint8Array;
  private readonly orders: PaidOrder[] = [];
  /** Place in `orders`, by number; -1: no paid order. */
  private readonly orderOf: Int32Array;
  private readonly included = new Set<string>();
  readonly voided: VoidedNumber[] = [];

  constructor(
    readonly firstNumber: number,
    readonly emission: number,
  ) {
    this.states = new Uint8Array(emission);
    this.orderOf = new Int32Array(emission).fill(-1);
  }

  /** Follows one entry of the log; those about no numbers change nothing. */
  follow({ seq, at, event, numbers }: NumbersMoved): void {
    const state = AFTER[event];
    if (state === undefined) return;
    for (const number of numbers) {
      this.states[this.place(number)] = STATES.indexOf(state);
      if (state === 'void') this.voided.push({ number, at, seq });
    }
  }

  /** Enters an order that was paid at some time. One paid after this point of the log is left out. @returns whether it counts */
  enter(order: PaidOrder): boolean {
    const counts = order.numbers.every((number) => ['paid', 'void'].includes(this.stateOf(number)));
    if (!counts) return false;
    const place = this.orders.push(order) - 1;
    for (const number of order.numbers) this.orderOf[this.place(number)] = place;
    this.included.add(order.id);
    return true;
  }

  stateOf(number: number): NumberState {
    return STATES[this.states[this.place(number)]!]!;
  }

  /** The order that paid a number, also where it was voided after. */
  paidBy(number: number): PaidOrder | null {
    return this.orders[this.orderOf[this.place(number)]!] ?? null;
  }

  includes(orderId: string): boolean {
    return this.included.has(orderId);
  }

  /** Paid orders, those voided after among them. */
  paidOrders(): readonly PaidOrder[] {
    return this.orders;
  }

  counts(): Counts {
    const counts = { free: 0, held: 0, paid: 0, void: 0 };
    for (const state of this.states) counts[STATES[state]!]++;
    return counts;
  }

  private place(number: number): number {
    const place = number - this.firstNumber;
    invariant(place >= 0 && place < this.emission, 'the log names numbers of the raffle');
    return place;
  }
}
