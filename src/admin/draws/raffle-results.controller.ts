import { Body, Get, Post } from '@nestjs/common';
import { Database, Problems } from '../../platform/index.js';
import { drawById, mainDraw, type StoredDraw } from '../../raffle/index.js';
import { TheCommand, type Command } from '../http/commands.service.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam } from '../http/page.dto.js';
import { LotteryResultDto, LotteryResultPage, NewLotteryResultDto } from './draws.dto.js';
import { ResultDesk } from './result-desk.service.js';

const LIST = {
  summary: 'Results entered or confirmed, in order',
  scope: 'read',
  answer: LotteryResultPage,
} as const;
const ENTER = {
  summary: 'Enter the official result',
  description:
    'After the freeze, for exactly the lottery draw the rules name, with where it was published: an address, a picture, or both. It counts once it is confirmed.',
  scope: 'draw',
  answer: LotteryResultDto,
  status: 201,
  problems: [404, 409],
  once: true,
} as const;

/** Results of the main draw of a raffle. */
@AdminController('raffles')
export class RaffleResultsController {
  constructor(
    private readonly database: Database,
    private readonly desk: ResultDesk,
  ) {}

  @Get(':id/lottery-results')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation({ ...LIST, problems: [404] })
  async list(@IdParam('id', 'raffle') id: string): Promise<LotteryResultPage> {
    return this.desk.list((await this.main(id)).id);
  }

  @Post(':id/lottery-results')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation(ENTER)
  async enter(
    @TheCommand() command: Command,
    @IdParam('id', 'raffle') id: string,
    @Body() body: NewLotteryResultDto,
  ): Promise<LotteryResultDto> {
    return this.desk.enter(command, (await this.main(id)).id, body);
  }

  private async main(raffleId: string): Promise<StoredDraw> {
    const draw = await mainDraw(this.database, raffleId);
    if (draw === null) throw Problems.notFound('There is no such raffle, or it has no draw yet.');
    return draw;
  }
}

/** Results of any draw. */
@AdminController('draws')
export class DrawResultsController {
  constructor(
    private readonly database: Database,
    private readonly desk: ResultDesk,
  ) {}

  @Get(':id/lottery-results')
  @ApiId('id', EXAMPLE.drawId)
  @Operation({ ...LIST, problems: [404] })
  async list(@IdParam('id', 'draw') id: string): Promise<LotteryResultPage> {
    if ((await drawById(this.database, id)) === null) throw Problems.notFound('There is no such draw.');
    return this.desk.list(id);
  }

  @Post(':id/lottery-results')
  @ApiId('id', EXAMPLE.drawId)
  @Operation(ENTER)
  enter(
    @TheCommand() command: Command,
    @IdParam('id', 'draw') id: string,
    @Body() body: NewLotteryResultDto,
  ): Promise<LotteryResultDto> {
    return this.desk.enter(command, id, body);
  }
}
