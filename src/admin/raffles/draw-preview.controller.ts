import { Get, Query } from '@nestjs/common';
import { Database, Problems } from '../../platform/index.js';
import { drawPreview, Raffles } from '../../raffle/index.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam } from '../http/page.dto.js';
import { DrawPreviewDto, DrawPreviewQuery } from './draw-preview.dto.js';
import { shownPreview } from './draw-preview.js';
import { NO_RAFFLE } from './raffle-outcomes.js';

@AdminController('raffles')
export class DrawPreviewController {
  constructor(
    private readonly database: Database,
    private readonly raffles: Raffles,
  ) {}

  @Get(':id/draw-preview')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation({
    summary:
      'Before publishing: how it is drawn, what is weak about it, whom each rule for unsold numbers favours',
    scope: 'read',
    answer: DrawPreviewDto,
    problems: [404, 422],
  })
  async preview(
    @IdParam('id', 'raffle') id: string,
    @Query() { sold }: DrawPreviewQuery,
  ): Promise<DrawPreviewDto> {
    const raffle = await this.raffles.byId(this.database, id);
    if (raffle === null) throw Problems.notFound(NO_RAFFLE);
    const { emission, width } = raffle;
    if (sold !== undefined && sold > emission)
      throw Problems.fields([
        { field: 'sold', message: `sold must be at most ${emission}: so many numbers there are` },
      ]);
    const outcome = await drawPreview(this.database, raffle, sold);
    if (outcome.kind === 'preview') return shownPreview(outcome.preview, width);
    const { results, most } = outcome;
    throw Problems.unprocessable(
      `These odds are not counted: there are ${results} results to look at, and at most ${most} are. Ask for one count (sold=), or let prizes read fewer digits.`,
      { code: 'too_many_results', results, most },
    );
  }
}
