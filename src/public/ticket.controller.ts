import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isId } from '../kernel/index.js';
import { Database, Metrics, Problem, Problems } from '../platform/index.js';
import { EntryReceipts, Orders, ReachCounts, type EntryReceiptOutcome } from '../raffle/index.js';
import { RECEIPT_HEADERS, TICKET_HEADERS } from './headers.js';
import { notice } from './layout.js';
import { RateLimit } from './rate-limit.js';
import { texts } from './texts/es.js';
import { ticketPage } from './ticket-page.js';
import { readTicket } from './ticket-view.reader.js';

/** `/t/:code`: is this ticket real, and does it take part? Its address is a secret: it is never logged. */
@ApiExcludeController()
@Controller('t')
export class TicketController {
  private readonly limit = new RateLimit({ perKey: 30, inAll: 600, windowMs: 60_000 });

  constructor(
    private readonly database: Database,
    private readonly orders: Orders,
    private readonly metrics: Metrics,
    private readonly receipts: EntryReceipts,
    private readonly reaches: ReachCounts,
  ) {}

  @Get(':code')
  async show(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    reply.headers(TICKET_HEADERS);
    const turn = this.take(request);
    if (!turn.allowed) {
      await reply.status(429).header('retry-after', turn.retryAfter).send(notice(texts.tooMany));
      return;
    }
    const ticket = await readTicket(this.database, this.orders, this.reaches, code);
    this.metrics.count('ticket_lookups', { outcome: ticket === null ? 'unknown' : 'found' });
    if (ticket === null) await reply.status(404).send(notice(texts.unknownCode));
    else await reply.send(ticketPage(ticket));
  }
  /** The entry receipt of one number, for whoever has the code: with the salt and the buyer's own identity, so it is kept nowhere. */
  @Get(':code/receipt.json')
  async receipt(
    @Param('code') code: string,
    @Query('number') number: unknown,
    @Query('draw') draw: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    reply.headers(RECEIPT_HEADERS);
    const turn = this.take(request);
    if (!turn.allowed) throw Problems.tooMany('Too many codes at once.', turn.retryAfter);
    if (typeof number !== 'string' || !NUMBER.test(number)) throw Problems.invalid('Ask with ?number=0007.');
    if (draw !== undefined && (typeof draw !== 'string' || !isId(draw)))
      throw Problems.invalid('draw must be the id of a draw.');
    const found = await this.orders.byValidationCode(this.database, code);
    this.metrics.count('ticket_lookups', { outcome: found === null ? 'unknown' : 'found' });
    if (found === null) throw Problems.notFound('There is no such code.');
    const ticket = { orderId: found.order.id, number: Number(number), drawId: draw ?? null };
    const outcome = await this.database.transact((tx) => this.receipts.receipt(tx, ticket));
    await reply.send(JSON.stringify(receiptOf(outcome)));
  }

  private take(request: FastifyRequest): ReturnType<RateLimit['take']> {
    const turn = this.limit.take(request.ip, performance.now());
    if (!turn.allowed) this.metrics.count('ticket_lookups', { outcome: 'limited' });
    return turn;
  }
}

const NUMBER = /^[0-9]{1,10}$/;

function receiptOf(outcome: EntryReceiptOutcome): object {
  switch (outcome.kind) {
    case 'receipt':
      return outcome.receipt;
    case 'not_yet':
      throw Problems.unavailable('The receipt is being issued; ask again in a second.');
    case 'keys_destroyed':
      throw new Problem(
        410,
        'The claim period is over: the keys entry receipts are made with were destroyed.',
        {
          code: 'keys_destroyed',
        },
      );
    case 'none':
      throw Problems.notFound('This code paid for no such number.');
  }
}
