import { Body, Get, Post, Query } from '@nestjs/common';
import { invariant, isId, ticketLabel } from '../../kernel/index.js';
import { Database, Problems, type Transaction } from '../../platform/index.js';
import { Orders, Raffles, type HoldOutcome, type OrderView, type RaffleView } from '../../raffle/index.js';
import { Channels, Contacts } from '../../whatsapp/index.js';
import { Commands, TheCommand, type Command } from '../http/commands.service.js';
import { pageOf } from '../http/cursor.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam, startOf } from '../http/page.dto.js';
import { NewOrderDto, OrderDto, OrderPage, OrdersQuery } from './orders.dto.js';
import { listOrders, orderById } from './orders.reader.js';

@AdminController('orders')
export class OrdersController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly orders: Orders,
    private readonly raffles: Raffles,
    private readonly contacts: Contacts,
    private readonly channels: Channels,
  ) {}

  @Get()
  @Operation({ summary: 'Orders, newest first', scope: 'read', answer: OrderPage })
  async list(@Query() query: OrdersQuery): Promise<OrderPage> {
    const { after, limit } = startOf(query, isId);
    const filter = { raffleId: query.raffleId ?? null, state: query.state ?? null, after, limit };
    const rows = await listOrders(this.database, filter);
    return pageOf(
      rows,
      limit,
      (order) => order.id,
      (order) => order,
    );
  }

  @Get(':id')
  @ApiId('id', EXAMPLE.orderId)
  @Operation({ summary: 'One order', scope: 'read', answer: OrderDto, problems: [404] })
  async one(@IdParam('id', 'order') id: string): Promise<OrderDto> {
    const order = await orderById(this.database, id);
    if (order === null) throw Problems.notFound('There is no such order.');
    return order;
  }

  @Post()
  @Operation({
    summary: 'Hold numbers for a person outside the chat',
    description: 'The same rules as in the chat: price, limit per person, deadline.',
    scope: 'sell',
    answer: OrderDto,
    status: 201,
    problems: [404, 409],
    once: true,
  })
  async hold(@TheCommand() command: Command, @Body() body: NewOrderDto): Promise<OrderDto> {
    const portfolioId = await this.portfolio(); // not in the transaction: it may need a second connection, and all could wait for one
    return this.commands.runOnce(command, async (tx) => {
      const raffle = await this.raffles.byId(tx, body.raffleId);
      if (raffle === null) throw Problems.notFound('There is no such raffle.');
      const numbers = readNumbers(body.numbers, raffle.width);
      const [contactId] = await this.contacts.resolve(tx, portfolioId, [{ waId: body.phone.slice(1) }]);
      invariant(contactId !== undefined, 'every person gets a contact');
      await keepWhole(tx, contactId);
      const held = await this.orders.hold(tx, {
        raffleId: raffle.id,
        contactId,
        channelId: null,
        origin: body.origin ?? 'seller',
        numbers,
        waitForLocks: true,
      });
      const { id } = heldOrder(held, raffle);
      const answer = await orderById(tx, id);
      invariant(answer !== null, 'the order was just made');
      return {
        answer,
        audit: { action: 'order.held', targetKind: 'order', targetId: id, detail: { code: answer.code } },
      };
    });
  }

  private async portfolio(): Promise<string> {
    const [channel] = await this.channels.all();
    if (channel === undefined) {
      throw Problems.conflict('There is no channel yet: POST /channels first.', { code: 'no_channel' });
    }
    return channel.portfolioId;
  }
}

/** A merge locks both contacts: share ours until the commit, so that no order is left behind with one that is gone. */
async function keepWhole(tx: Transaction, contactId: string): Promise<void> {
  const whole = await tx.first('select 1 from contact where id = $1 and merged_into is null for share', [
    contactId,
  ]);
  if (whole === null)
    throw Problems.conflict('This person was just merged: try again.', { code: 'contact_busy' });
}

/** Numbers are read as printed: another count of digits would be another number to the eye. Ascending, repeats once. */
function readNumbers(printed: readonly string[], width: number): number[] {
  const wrong = printed.findIndex((number) => number.length !== width);
  if (wrong >= 0) {
    throw Problems.fields([
      { field: `numbers.${wrong}`, message: `numbers.${wrong} must have ${width} digits` },
    ]);
  }
  return [...new Set(printed.map(Number))].sort((a, b) => a - b);
}

function heldOrder(outcome: HoldOutcome, raffle: RaffleView): OrderView {
  const label = (number: number): string => ticketLabel(number, raffle.width);
  switch (outcome.kind) {
    case 'held':
      return outcome.order;
    case 'taken':
      throw Problems.conflict('Some of these numbers are taken.', {
        code: 'numbers_taken',
        taken: outcome.taken.map(label),
        free: outcome.free.map(label),
        neighbours: outcome.neighbours.map(label),
      });
    case 'locked':
      throw Problems.conflict('Somebody is taking one of these numbers at this moment.', {
        code: 'numbers_busy',
        taken: outcome.numbers.map(label),
      });
    case 'over_limit':
      throw Problems.conflict(`This person may take ${outcome.left} more of ${outcome.max} numbers.`, {
        code: 'over_limit',
        asked: outcome.asked,
        left: outcome.left,
        max: outcome.max,
      });
    case 'not_selling':
      throw Problems.conflict('The raffle takes no new holds.', {
        code: 'not_selling',
        reason: outcome.reason,
      });
    case 'sold_out':
      throw Problems.conflict('There are not enough free numbers.', { code: 'sold_out', left: outcome.left });
    case 'out_of_range':
      throw Problems.fields([
        {
          field: 'numbers',
          message: `numbers must be of this raffle: not ${outcome.numbers.map(label).join(', ')}`,
        },
      ]);
  }
}
