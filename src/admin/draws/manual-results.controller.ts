import { Body, Post } from '@nestjs/common';
import { Database, Problems } from '../../platform/index.js';
import { drawById, readRules, type HeldPrize } from '../../raffle/index.js';
import { TheCommand, type Command } from '../http/commands.service.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam } from '../http/page.dto.js';
import { LotteryResultDto } from './draws.dto.js';
import { NewManualResultDto, type DrawnSlipDto } from './manual-results.dto.js';
import { ResultDesk } from './result-desk.service.js';

@AdminController('draws')
export class ManualResultsController {
  constructor(
    private readonly database: Database,
    private readonly desk: ResultDesk,
  ) {}

  @Post(':id/manual-results')
  @ApiId('id', EXAMPLE.drawId)
  @Operation({
    summary: 'Enter what was drawn by hand',
    description:
      'In a draw whose method is manual, after its announced time. It stands among the lottery results and is confirmed, or withdrawn, as one of them; then the draw is carried out as any other.',
    scope: 'draw',
    answer: LotteryResultDto,
    status: 201,
    problems: [404, 409],
    once: true,
  })
  async enter(
    @TheCommand() command: Command,
    @IdParam('id', 'draw') id: string,
    @Body() body: NewManualResultDto,
  ): Promise<LotteryResultDto> {
    const draw = await drawById(this.database, id);
    if (draw === null) throw Problems.notFound('There is no such draw.');
    const winners = printed(body.winners, readRules(draw).numbers.width);
    return this.desk.enterManual(command, { drawId: id, drawnAt: body.drawnAt, winners }, body);
  }
}

/** Numbers are read as printed: another count of digits would be another number to the eye. */
function printed(winners: readonly DrawnSlipDto[], width: number): HeldPrize[] {
  const faults = winners.flatMap(({ number }, index) =>
    number.length === width
      ? []
      : [
          {
            field: `winners.${index}.number`,
            message: `winners.${index}.number must have ${width} digits, as printed`,
          },
        ],
  );
  if (faults.length > 0) throw Problems.fields(faults);
  return winners.map(({ prizeId, unit = 1, number }) => ({ prizeId, unit, number: Number(number) }));
}
