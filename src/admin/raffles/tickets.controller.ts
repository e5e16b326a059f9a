import { Get, Query } from '@nestjs/common';
import { ticketLabel } from '../../kernel/index.js';
import { Database, Problems } from '../../platform/index.js';
import { Raffles } from '../../raffle/index.js';
import { pageOf } from '../http/cursor.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam, startOf } from '../http/page.dto.js';
import { TicketPage, TicketsQuery, type TicketDto } from './tickets.dto.js';

@AdminController('raffles')
export class TicketsController {
  constructor(
    private readonly database: Database,
    private readonly raffles: Raffles,
  ) {}

  @Get(':id/tickets')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation({
    summary: 'Every number and who has it, ascending',
    scope: 'read',
    answer: TicketPage,
    problems: [404],
  })
  async list(@IdParam('id', 'raffle') id: string, @Query() query: TicketsQuery): Promise<TicketPage> {
    const raffle = await this.raffles.byId(this.database, id);
    if (raffle === null) throw Problems.notFound('There is no such raffle.');
    const { after, limit } = startOf(query, (key) => /^\d{1,7}$/.test(key));
    const rows = await this.database.rows<{
      number: number;
      status: TicketDto['status'];
      orderId: string | null;
    }>(
      `select number, status, order_id as "orderId" from ticket
       where raffle_id = $1 and ($2::text is null or status = $2) and ($3::int is null or number > $3)
       order by number limit $4`,
      [id, query.status ?? null, after, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (row) => String(row.number),
      ({ number, status, orderId }) => ({ number: ticketLabel(number, raffle.width), status, orderId }),
    );
  }
}
