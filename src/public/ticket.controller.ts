import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database, Metrics } from '../platform/index.js';
import { Orders } from '../raffle/index.js';
import { TICKET_HEADERS } from './headers.js';
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
  ) {}

  @Get(':code')
  async show(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    reply.headers(TICKET_HEADERS);
    const turn = this.limit.take(request.ip, performance.now());
    if (!turn.allowed) {
      this.metrics.count('ticket_lookups', { outcome: 'limited' });
      await reply.status(429).header('retry-after', turn.retryAfter).send(notice(texts.tooMany));
      return;
    }
    const ticket = await readTicket(this.database, this.orders, code);
    this.metrics.count('ticket_lookups', { outcome: ticket === null ? 'unknown' : 'found' });
    if (ticket === null) await reply.status(404).send(notice(texts.unknownCode));
    else await reply.send(ticketPage(ticket));
  }
}
