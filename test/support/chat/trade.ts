import type {
  Command,
  CommandOf,
  Executed,
  HoldAnswer,
  Outcomes,
} from '../../../src/conversation/command.js';
import {
  isOpen,
  numbersLeft,
  whyNotSelling,
  type BuyerOrder,
  type OfferedRaffle,
  type OrderState,
} from '../../../src/conversation/facts.js';
import { anOrder, id, MORNING } from './people-and-raffles.js';

/** Raffles, orders and a buyer in memory: carries out commands by the trade rooms' rules, small enough to read. */
export class Trade {
  now = MORNING;
  raffles: OfferedRaffle[] = [];
  orders: BuyerOrder[] = [];
  consentedVersion: string | null = null;
  optOut: 'none' | 'marketing' | 'all' = 'none';
  private readonly othersNumbers = new Set<string>();
  /** Of the main draw: whether its list is closed, who won, and whether receipts can no longer be made. */
  frozen = false;
  winner: number | null = null;
  keysDestroyed = false;
  private codeTries = 0;

  execute(command: Command): Executed {
    switch (command.kind) {
      case 'check_numbers':
        return { kind: command.kind, command, outcome: this.check(command) };
      case 'pick_random':
        return { kind: command.kind, command, outcome: this.pick(command) };
      case 'hold':
        return { kind: command.kind, command, outcome: this.hold(command) };
      case 'cancel':
        return { kind: command.kind, command, outcome: this.cancel(command.orderId) };
      case 'attach_receipt':
        return { kind: command.kind, command, outcome: this.attach(command) };
      case 'record_consent':
        this.consentedVersion = command.version;
        return { kind: command.kind, command, outcome: { kind: 'recorded' } };
      case 'set_opt_out':
        this.optOut = command.level;
        return { kind: command.kind, command, outcome: { kind: 'recorded' } };
      case 'look_up_code':
        return { kind: command.kind, command, outcome: this.lookUp(command.code) };
    }
  }

  othersTake(raffleId: string, numbers: readonly number[]): void {
    for (const number of numbers) this.othersNumbers.add(`${raffleId}/${number}`);
  }

  update(orderId: string, change: Partial<BuyerOrder>): void {
    this.orders = this.orders.map((order) => (order.id === orderId ? { ...order, ...change } : order));
  }

  newest(state: OrderState): BuyerOrder {
    const order = this.orders.find((candidate) => candidate.state === state);
    if (order === undefined) throw new Error(`no order is ${state}`);
    return order;
  }

  private raffle(raffleId: string): OfferedRaffle {
    const raffle = this.raffles.find((candidate) => candidate.id === raffleId);
    if (raffle === undefined) throw new Error('a command for a raffle that is not on sale');
    return raffle;
  }

  private isFree({ id: raffleId, free }: OfferedRaffle, number: number): boolean {
    const mine = this.orders.some(
      (order) => order.raffleId === raffleId && holds(order) && order.numbers.includes(number),
    );
    return free !== 0 && !mine && !this.othersNumbers.has(`${raffleId}/${number}`);
  }

  private neighbours(raffle: OfferedRaffle, numbers: readonly number[]): number[] {
    const [first = 0] = numbers;
    const near = Array.from(
      { length: raffle.emission },
      (_, i) => raffle.firstNumber + ((first + 1 + i) % raffle.emission),
    );
    return near.filter((number) => this.isFree(raffle, number) && !numbers.includes(number)).slice(0, 3);
  }

  private check({ raffleId, numbers }: CommandOf<'check_numbers'>): Outcomes['check_numbers'] {
    const raffle = this.raffle(raffleId);
    const free = numbers.filter((number) => this.isFree(raffle, number));
    const taken = numbers.filter((number) => !free.includes(number));
    return { free, taken, neighbours: taken.length === 0 ? [] : this.neighbours(raffle, taken) };
  }

  /** Not random: the story is the same each time. */
  private pick({ raffleId, count, spin }: CommandOf<'pick_random'>): Outcomes['pick_random'] {
    const raffle = this.raffle(raffleId);
    const order = Array.from(
      { length: raffle.emission },
      (_, i) => raffle.firstNumber + (((i + spin) * 113) % raffle.emission),
    );
    return {
      numbers: order
        .filter((number) => this.isFree(raffle, number))
        .slice(0, count)
        .toSorted((a, b) => a - b),
    };
  }

  private hold({ raffleId, numbers }: CommandOf<'hold'>): HoldAnswer {
    const raffle = this.raffle(raffleId);
    const why = whyNotSelling(raffle, this.now);
    if (why === 'sold_out') return { kind: 'sold_out', left: 0 };
    if (why !== null) return { kind: 'not_selling', reason: why === 'silenced' ? 'paused' : why };
    const left = numbersLeft({ orders: this.orders }, raffle);
    if (numbers.length > left)
      return { kind: 'over_limit', asked: numbers.length, left, max: raffle.maxPerPerson };
    const free = numbers.filter((number) => this.isFree(raffle, number));
    const taken = numbers.filter((number) => !free.includes(number));
    if (taken.length > 0) return { kind: 'taken', taken, free, neighbours: this.neighbours(raffle, taken) };
    return { kind: 'held', order: this.place(raffle, numbers), missed: [] };
  }

  private place(raffle: OfferedRaffle, numbers: readonly number[]): BuyerOrder {
    const place = this.orders.length;
    const gratis = raffle.priceMinor === 0;
    const order = anOrder(raffle, {
      id: id(100 + place),
      code: `K7Q-${281 + place}`,
      numbers: numbers.toSorted((a, b) => a - b),
      deadlineAt: gratis ? null : new Date(this.now.getTime() + raffle.holdMinutes * 60_000),
      state: gratis ? 'paid' : 'held',
      validationCode: gratis ? '8FJ4M2XQ7ABC12DE' : null,
    });
    this.orders = [order, ...this.orders];
    return order;
  }

  private cancel(orderId: string): Outcomes['cancel'] {
    const order = this.orders.find((candidate) => candidate.id === orderId);
    if (order === undefined) return { kind: 'not_found' };
    if (order.state === 'in_review' || order.state === 'paid') return { kind: order.state };
    if (!isOpen(order)) return { kind: 'not_open' };
    this.update(orderId, { state: 'cancelled' });
    return { kind: 'cancelled', order: { ...order, state: 'cancelled' } };
  }

  private attach({ orderId, media }: CommandOf<'attach_receipt'>): Outcomes['attach_receipt'] {
    const order = this.orders.find((candidate) => candidate.id === orderId);
    if (order === undefined) throw new Error('a receipt for an order of nobody');
    if (!['held', 'rejected', 'expired', 'cancelled', 'in_review'].includes(order.state))
      return { kind: 'refused', order };
    const raffle = this.raffle(order.raffleId);
    const hasNumbers = holds(order) || order.numbers.every((number) => this.isFree(raffle, number));
    this.update(orderId, { state: 'in_review', hasNumbers });
    const inTime = order.deadlineAt !== null && new Date(media.sentAt) <= order.deadlineAt;
    const now = { ...order, state: 'in_review' as const, hasNumbers };
    return { kind: hasNumbers ? (inTime ? 'in_time' : 'late_held') : 'late_gone', order: now };
  }

  private lookUp(code: string): Outcomes['look_up_code'] {
    if (++this.codeTries > 5) return { kind: 'too_many_tries' };
    const order = this.orders.find(({ validationCode }) => validationCode === code);
    if (order === undefined) return { kind: 'unknown' };
    const { raffleTitle, numbers, width, timeZone } = order;
    return {
      kind: 'found',
      raffleTitle,
      numbers,
      width,
      timeZone,
      standing: this.standing(order),
      paidAt: this.now,
      own: true,
      holderInitials: 'L•••',
      list: this.frozen ? LIST : null,
      byHand: false,
      wins: this.winner === null ? null : this.winner === 7 ? [{ number: 7, prizeName: PRIZE }] : [],
      out: [],
      pending: false,
      before: [],
      receipts: { logSeq: 41, gone: this.keysDestroyed },
    };
  }

  private standing({ state, hasNumbers }: BuyerOrder): 'paid' | 'void' | 'refund_after_freeze' {
    return state === 'paid' ? 'paid' : hasNumbers ? 'refund_after_freeze' : 'void';
  }
}

const PRIZE = 'Motocicleta Italika 250Z';
const LIST = {
  size: 588,
  fingerprint: '9f3a 61c0 9f3a 61c0 9f3a 61c0 9f3a 61c0',
  places: [
    { number: 7, place: 6 },
    { number: 300, place: 201 },
  ],
};

function holds({ state, hasNumbers }: BuyerOrder): boolean {
  return hasNumbers && ['held', 'rejected', 'in_review', 'paid'].includes(state);
}
