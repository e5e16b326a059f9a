import { Injectable } from '@nestjs/common';
import { invariant, newId } from '../../kernel/index.js';
import { DatabaseFault, type Transaction } from '../../platform/index.js';
import { Tickets } from '../tickets/index.js';
import { enterSale, place, type EnteredSale, type HoldRequest } from './hold.repository.js';
import { newOrderCode } from './order-code.js';
import type { OrderRow } from './order-row.js';
import { knownOrder } from './order.reader.js';
import type { HoldOutcome } from './order-view.js';
import { Reservations } from './reservations.service.js';
import { impossibleNumbers, obstacleTo } from './sale.js';

const NEIGHBOURS = 3;
const CODES_TO_CHOOSE_FROM = 3;
/** Who waits for locks looks again if the numbers came free meanwhile, this often. */
const TRIES_WAITING = 3;
/** The database's refusal of new holds: not open, or the sale is over. */
const NO_NEW_HOLDS = 'TL022';

type Held = { readonly order: OrderRow };
type Refusal = Exclude<HoldOutcome, { kind: 'held' }>;
type Ended = Extract<HoldOutcome, { kind: 'not_selling' }>;

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
  ): Promise<Held | Refusal> {
    const request = { ...asked, numbers: [...new Set(asked.numbers)] };
    invariant(request.numbers.length > 0, 'a hold asks for numbers');
    const impossible = impossibleNumbers(request.numbers);
    if (impossible.length > 0) return { kind: 'out_of_range', numbers: impossible };
    return this.tryToHold(tx, request, asked.waitForLocks === true);
  }

  /** Looks, tries, and looks again where the try found something changed: only a lock is then left as the reason. */
  private async tryToHold(tx: Transaction, request: HoldRequest, wait: boolean): Promise<Held | Refusal> {
    for (let tries = 0, missing: readonly number[] = []; ; tries++) {
      const codes = Array.from({ length: CODES_TO_CHOOSE_FROM }, newOrderCode);
      const sale = await enterSale(tx, request, codes);
      const obstacle = obstacleTo(request.numbers, sale);
      if (obstacle?.kind === 'taken') return this.offer(tx, request, obstacle.taken);
      if (obstacle !== null) return obstacle;
      if (tries > 0 && !wait) return { kind: 'locked', numbers: missing };
      if (tries === TRIES_WAITING) return this.offer(tx, request, missing);
      invariant(sale !== null, 'a sale without obstacle exists');
      const outcome = await this.place(tx, request, sale, wait);
      if (!('free' in outcome)) return outcome;
      missing = request.numbers.filter((number) => !outcome.free.includes(number));
    }
  }

  private async place(
    tx: Transaction,
    request: HoldRequest,
    sale: EnteredSale,
    wait: boolean,
  ): Promise<Held | Ended | { free: readonly number[] }> {
    const handed = sale.tickets.map(({ number, handovers }) => ({ number, handovers: handovers + 1 }));
    const event = await this.reservations.reserved(
      tx,
      { raffleId: request.raffleId, identity: sale.identity },
      handed,
    );
    const attempt = () => place(tx, request, { id: newId(), sale, event, wait });
    const outcome = sale.nearEnd ? await unlessTheSaleEnds(tx, attempt) : await attempt();
    if (!('order' in outcome) || Number(outcome.order.amountMinor) > 0) return outcome;
    await this.reservations.settle(tx, outcome.order, 'held');
    return { order: await knownOrder(tx, outcome.order.id) };
  }

  /** What somebody who came too late may like instead. */
  private async offer(tx: Transaction, request: HoldRequest, taken: readonly number[]): Promise<Refusal> {
    const free = request.numbers.filter((number) => !taken.includes(number)).sort((a, b) => a - b);
    const near = await this.tickets.neighbours(tx, request.raffleId, taken, NEIGHBOURS + free.length);
    const neighbours = near.filter((number) => !free.includes(number)).slice(0, NEIGHBOURS);
    if (free.length + neighbours.length === 0) return { kind: 'sold_out', left: 0 };
    return { kind: 'taken', taken, free, neighbours };
  }
}

/** The database refuses a hold that the clock overtook; the savepoint keeps that from ending the caller's transaction. */
async function unlessTheSaleEnds<T>(tx: Transaction, work: () => Promise<T>): Promise<T | Ended> {
  try {
    return await tx.savepoint(work);
  } catch (error) {
    if (!(error instanceof DatabaseFault) || error.code !== NO_NEW_HOLDS) throw error;
    return { kind: 'not_selling', reason: 'ended' };
  }
}
