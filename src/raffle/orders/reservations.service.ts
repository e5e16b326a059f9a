import { Injectable } from '@nestjs/common';
import { holderCommit, ticketSalt, toHex } from '../../fair-draw/index.js';
import { invariant } from '../../kernel/index.js';
import type { Transaction } from '../../platform/index.js';
import { fairdrawId, logEvents, numbersMayChange, RaffleSecrets } from '../catalogue/index.js';
import { moveNumbers, releaseNumbers, takeAll, type HandedNumber } from '../tickets/index.js';
import { logPaid } from './entry-receipt.repository.js';
import type { LockedOrder, OrderRow } from './order-row.js';
import { lowerLimits, raiseLimit, setPaid } from './order.repository.js';
import { ValidationCodes } from './validation-codes.service.js';

/** An order's numbers coming and going, each time with its line in the raffle's public log. */
@Injectable()
export class Reservations {
  constructor(
    private readonly secrets: RaffleSecrets,
    private readonly codes: ValidationCodes,
  ) {}

  /**
   * What the log says when numbers get a holder: a commit per number, which only holder and system can open (fair-draw B3).
   * @param handed the numbers with their hand-overs, this one included
   */
  async reserved(
    tx: Transaction,
    order: Pick<OrderRow, 'raffleId' | 'identity'>,
    handed: readonly HandedNumber[],
  ): Promise<{ numbers: number[]; commits: string[] }> {
    const { saltKey } = await this.secrets.keysOf(tx, order.raffleId);
    const raffleId = fairdrawId(order.raffleId);
    const commits = handed.map(({ number, handovers }) => {
      const salt = ticketSalt(saltKey, number, handovers);
      return toHex(holderCommit({ raffleId, number, salt, identity: order.identity }));
    });
    return { numbers: handed.map(({ number }) => number), commits };
  }

  /** Takes an ended order's numbers again, for review: all of them or none. @returns whether it has them now */
  async retake(tx: Transaction, order: LockedOrder): Promise<boolean> {
    if (!numbersMayChange(order.raffleState)) return false;
    const handed = await takeAll(tx, { raffleId: order.raffleId, numbers: order.numbers, orderId: order.id });
    if (handed === null) return false;
    if (!(await raiseLimit(tx, order, order.numbers.length))) {
      await releaseNumbers(tx, [order.id]); // the person bought others meanwhile and may have no more
      return false;
    }
    const data = await this.reserved(tx, order, handed);
    await logEvents(tx, [{ raffleId: order.raffleId, event: 'ticket.reserved', data }]);
    return true;
  }

  /** Makes an order's numbers take part in the draw. */
  async settle(tx: Transaction, order: OrderRow, from: 'held' | 'in_review'): Promise<void> {
    const moved = await moveNumbers(tx, order.id, from, 'paid');
    invariant(moved === order.numbers.length, 'an order with numbers has all of them');
    await setPaid(tx, order.id, this.codes.issue());
    const data = { numbers: order.numbers, amount: Number(order.amountMinor), currency: order.currency };
    await logPaid(tx, order, data);
  }

  /** Gives the numbers of unpaid orders back to the raffle and to their persons' limits. */
  async release(
    tx: Transaction,
    orders: readonly Pick<OrderRow, 'id' | 'raffleId' | 'contactId' | 'numbers'>[],
  ): Promise<void> {
    await releaseNumbers(
      tx,
      orders.map(({ id }) => id),
    );
    await lowerLimits(tx, orders);
    await logEvents(
      tx,
      orders.map(({ raffleId, numbers }) => ({ raffleId, event: 'ticket.released', data: { numbers } })),
    );
  }

  /** Takes a paid order's numbers out of the draw for good. */
  async voidNumbers(tx: Transaction, order: OrderRow): Promise<void> {
    await moveNumbers(tx, order.id, 'paid', 'void');
    await lowerLimits(tx, [order]);
    await logEvents(tx, [
      { raffleId: order.raffleId, event: 'ticket.voided', data: { numbers: order.numbers } },
    ]);
  }
}
