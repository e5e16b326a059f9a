import { Get } from '@nestjs/common';
import { Database, Problems } from '../../platform/index.js';
import { Raffles, Tickets } from '../../raffle/index.js';
import { Prices } from '../../whatsapp/index.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam } from '../http/page.dto.js';
import { StatsDto } from './stats.dto.js';
import { billable, orderCounts } from './stats.reader.js';

@AdminController('raffles')
export class StatsController {
  constructor(
    private readonly database: Database,
    private readonly raffles: Raffles,
    private readonly tickets: Tickets,
    private readonly prices: Prices,
  ) {}

  @Get(':id/stats')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation({
    summary: 'Numbers, orders and money by state; messages paid for',
    scope: 'read',
    answer: StatsDto,
    problems: [404],
  })
  async stats(@IdParam('id', 'raffle') id: string): Promise<StatsDto> {
    if ((await this.raffles.byId(this.database, id)) === null)
      throw Problems.notFound('There is no such raffle.');
    const { in_review: inReview, ...counts } = await this.tickets.countNow(this.database, id);
    return {
      numbers: { ...counts, inReview },
      orders: await orderCounts(this.database, id),
      billable: await billable(this.database, this.prices, id),
    };
  }
}
