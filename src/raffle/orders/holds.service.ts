import { Injectable } from '@nestjs/common';
import { invariant, newId } from '../../kernel/index.js';
import { DatabaseFault, type Transaction } from '../../platform/index.js';
import { Tickets } from '../tickets/index.js';
import {
  enterSale,
  readSaleFacts,
  tryHold,
  type HoldAttempt,
  type HoldRequest,
  type SaleFacts,
} from './hold.repository.js';
import { newOrderCode } from './order-code.js';
import type { OrderRow } from './order-row.js';
import { knownOrder } from './order.reader.js';
import type { HoldOutcome } from './order-view.js';
import { Reservations } from './reservations.service.js';

/** The largest number a raffle can have; also keeps what people type inside the database's integers. */
const LARGEST_NUMBER = 9_999_999;
const MOST_NUMBERS_OF_AN_ORDER = 1_000;
const NEIGHBOURS = 3;
const CODES_TO_CHOOSE_FROM = 3;
/** A number freed between two looks is asked for again, this often. */
const TRIES_WAITING = 3;
/** The database's refusal of new holds: not open, or the sale is over. */
const NO_NEW_HOLDS = 'TL022';

type Refusal = Exclude<HoldOutcome, { kind: 'held' }>;

/** Numbers reserved for a person for a while. */
@Injectable()
export class Holds {
  constructor(
    private readonly tickets: Tickets,
    private readonly reservations: Reservations,
  ) {}

  /** All numbers or none. @returns the new order, paid already if it costs nothing, or why there is none */
  async hold(
    tx: Transaction,
    asked: HoldRequest & { readonly waitForLocks?: boolean },
  ): Promise<{ order: OrderRow } | Refusal> {
    const request = { ...asked, numbers: [...new Set(asked.numbers)].sort((a, b) => a - b) };
    invariant(request.numbers.length > 0, 'a hold asks for numbers');
    const impossible = request.numbers.filter((number) => !isTicketNumber(number));
    if (impossible.length > 0) return { kind: 'out_of_range', numbers: impossible };
    const sale = await enterSale(tx, asked.raffleId);
    if (sale === null) return { kind: 'not_selling', reason: 'not_open' };
    const attempt = () => this.attempt(tx, request, asked.waitForLocks === true);
    return sale.nearEnd ? unlessTheSaleEnds(tx, attempt) : attempt();
  }

  private async attempt(
    tx: Transaction,
    request: HoldRequest,
    wait: boolean,
  ): Promise<{ order: OrderRow } | Refusal> {
    for (let tries = wait ? TRIES_WAITING : 1; ; tries--) {
      const codes = Array.from({ length: CODES_TO_CHOOSE_FROM }, newOrderCode);
      const result = await tryHold(tx, request, { id: newId(), codes }, wait);
      if (result.order !== null) return this.held(tx, result);
      const facts = await readSaleFacts(tx, request);
      const refusal = whyNot(request, facts, result.free);
      if (refusal !== null)
        return refusal.kind === 'taken' ? this.offer(tx, request, refusal.taken) : refusal;
      const locked = request.numbers.filter((number) => !result.free.includes(number));
      if (!wait) return { kind: 'locked', numbers: locked };
      if (tries === 1) return this.offer(tx, request, locked);
    }
  }

  private async held(
    tx: Transaction,
    result: Extract<HoldAttempt, { order: OrderRow }>,
  ): Promise<{ order: OrderRow }> {
    await this.reservations.logReserved(tx, result.order, result.handed);
    if (Number(result.order.amountMinor) > 0) return { order: result.order };
    await this.reservations.settle(tx, result.order, 'held');
    return { order: await knownOrder(tx, result.order.id) };
  }

  /** What somebody who came too late may like instead. */
  private async offer(tx: Transaction, request: HoldRequest, taken: readonly number[]): Promise<Refusal> {
    const free = request.numbers.filter((number) => !taken.includes(number));
    const near = await this.tickets.neighbours(tx, request.raffleId, taken, NEIGHBOURS + free.length);
    const neighbours = near.filter((number) => !free.includes(number)).slice(0, NEIGHBOURS);
    if (free.length + neighbours.length === 0) return { kind: 'sold_out', left: 0 };
    return { kind: 'taken', taken, free, neighbours };
  }
}

function isTicketNumber(number: number): boolean {
  return Number.isInteger(number) && number >= 0 && number <= LARGEST_NUMBER;
}

/** Null if the only thing in the way is somebody else's lock. */
function whyNot(
  request: HoldRequest,
  facts: SaleFacts | null,
  lockedByUs: readonly number[],
): Exclude<Refusal, { kind: 'taken' | 'locked' | 'sold_out' }> | { kind: 'taken'; taken: number[] } | null {
  if (facts === null || facts.state === 'draft') return { kind: 'not_selling', reason: 'not_open' };
  if (facts.state === 'paused') return { kind: 'not_selling', reason: 'paused' };
  if (facts.state !== 'open') return { kind: 'not_selling', reason: 'closed' };
  if (facts.ended) return { kind: 'not_selling', reason: 'ended' };
  const known = new Map(facts.tickets.map(({ number, free }) => [number, free]));
  const unknown = request.numbers.filter((number) => !known.has(number));
  if (unknown.length > 0) return { kind: 'out_of_range', numbers: unknown };
  const asked = request.numbers.length;
  const left = Math.min(facts.left, MOST_NUMBERS_OF_AN_ORDER);
  if (asked > left) return { kind: 'over_limit', asked, left, max: facts.max };
  const taken = request.numbers.filter((number) => known.get(number) === false);
  const locked = request.numbers.some((number) => known.get(number) === true && !lockedByUs.includes(number));
  return taken.length > 0 && !locked ? { kind: 'taken', taken } : null;
}

/** The database refuses a hold that the clock overtook; the savepoint keeps that from ending the caller's transaction. */
async function unlessTheSaleEnds<T>(tx: Transaction, work: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await tx.savepoint(work);
  } catch (error) {
    if (error instanceof DatabaseFault && error.code === NO_NEW_HOLDS)
      return { kind: 'not_selling', reason: 'ended' };
    throw error;
  }
}
