import { Get, Query } from '@nestjs/common';
import { Database, Problems } from '../../platform/index.js';
import { Raffles } from '../../raffle/index.js';
import { dailyLimitOf, daysFor, Prices } from '../../whatsapp/index.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam } from '../http/page.dto.js';
import { NoticeEstimateDto, NoticeQuery } from './notice-estimate.dto.js';
import { audienceOf } from './notice-estimate.reader.js';

@AdminController('raffles')
export class NoticeEstimateController {
  constructor(
    private readonly database: Database,
    private readonly raffles: Raffles,
    private readonly prices: Prices,
  ) {}

  @Get(':id/notice-estimate')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation({
    summary: 'Before a notice to many: how many, in how many days, for how much',
    scope: 'read',
    answer: NoticeEstimateDto,
    problems: [404],
  })
  async estimate(
    @IdParam('id', 'raffle') id: string,
    @Query() { kind }: NoticeQuery,
  ): Promise<NoticeEstimateDto> {
    if ((await this.raffles.byId(this.database, id)) === null)
      throw Problems.notFound('There is no such raffle.');
    const { charges, ...audience } = await audienceOf(this.database, id, kind, this.prices.prefixLength);
    const limit = dailyLimitOf(audience.dailyLimit);
    return {
      kind,
      ...audience,
      dailyLimit: limit,
      days: daysFor(audience.outsideWindow, limit, audience.usedToday),
      estimate: this.prices.estimate(charges),
    };
  }
}
