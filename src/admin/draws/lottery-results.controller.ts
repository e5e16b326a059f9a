import { Body, Get, Post } from '@nestjs/common';
import { Blobs, Database, Problems, type Reader } from '../../platform/index.js';
import {
  keepSource,
  LotteryResults,
  mainDraw,
  sourceOf,
  sourcesOf,
  standingResults,
  type ConfirmOutcome,
  type EnterOutcome,
  type LotteryResult,
  type WithdrawOutcome,
} from '../../raffle/index.js';
import { Commands, TheCommand, type Audit, type Command } from '../http/commands.service.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam } from '../http/page.dto.js';
import { LotteryResultDto, LotteryResultPage, NewLotteryResultDto } from './draws.dto.js';
import { shownResult, sourceIn } from './result-source.js';

const NO_DRAW = 'There is no such raffle, or it has no draw yet.';

@AdminController('raffles')
export class RaffleResultsController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly results: LotteryResults,
    private readonly blobs: Blobs,
  ) {}

  @Get(':id/lottery-results')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation({
    summary: 'Results entered or confirmed, in order',
    scope: 'read',
    answer: LotteryResultPage,
    problems: [404],
  })
  async list(@IdParam('id', 'raffle') id: string): Promise<LotteryResultPage> {
    const draw = await mainDraw(this.database, id);
    if (draw === null) throw Problems.notFound(NO_DRAW);
    const results = await standingResults(this.database, draw.id);
    const sources = await sourcesOf(
      this.database,
      results.map(({ id: resultId }) => resultId),
    );
    return {
      items: results.map((result) => shownResult(result, sources.get(result.id) ?? null)),
      nextCursor: null,
    };
  }

  @Post(':id/lottery-results')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation({
    summary: 'Enter the official result',
    description:
      'After the freeze, for exactly the lottery draw the rules name, with where it was published: an address, a picture, or both. It counts once it is confirmed.',
    scope: 'draw',
    answer: LotteryResultDto,
    status: 201,
    problems: [404, 409],
    once: true,
  })
  enter(
    @TheCommand() command: Command,
    @IdParam('id', 'raffle') id: string,
    @Body() body: NewLotteryResultDto,
  ): Promise<LotteryResultDto> {
    const source = sourceIn(body);
    return this.commands.runOnce(command, async (tx) => {
      const draw = await mainDraw(tx, id);
      if (draw === null) throw Problems.notFound(NO_DRAW);
      const actor = { userId: command.caller.userId, viaKey: true };
      const { lotteryDrawId, drawnAt, source: lottery, results } = body;
      const input = { drawId: draw.id, lotteryDrawId, drawnAt, source: lottery, results };
      const result = entered(await this.results.enter(tx, input, actor));
      await keepSource(tx, this.blobs, result.id, source);
      const answer = await shown(tx, result);
      const detail = {
        results,
        sourceUrl: answer.sourceUrl,
        sourceSha256: answer.sourceFile?.sha256 ?? null,
      };
      const audit: Audit = {
        action: 'lottery_result.entered',
        targetKind: 'lottery_result',
        targetId: result.id,
      };
      return { answer, audit: { ...audit, detail } };
    });
  }
}

@AdminController('lottery-results')
export class LotteryResultsController {
  constructor(
    private readonly commands: Commands,
    private readonly results: LotteryResults,
  ) {}

  @Post(':id/confirm')
  @ApiId('id', EXAMPLE.resultId)
  @Operation({
    summary: 'Confirm an entered result: from here on it counts',
    description:
      'Where two people may draw, another person than the one who entered it; a key is never the second person.',
    scope: 'draw',
    answer: LotteryResultDto,
    problems: [404, 409],
    once: true,
  })
  confirm(
    @TheCommand() command: Command,
    @IdParam('id', 'lottery result') id: string,
  ): Promise<LotteryResultDto> {
    return this.commands.runOnce(command, async (tx) => {
      const actor = { userId: command.caller.userId, viaKey: true };
      const outcome = await this.results.confirm(tx, id, actor);
      const result = confirmed(outcome);
      const audit: Audit = { action: 'lottery_result.confirmed', targetKind: 'lottery_result', targetId: id };
      return { answer: await shown(tx, result), audit: outcome.kind === 'already' ? null : audit };
    });
  }

  @Post(':id/withdraw')
  @ApiId('id', EXAMPLE.resultId)
  @Operation({
    summary: 'Take back a result nobody has confirmed',
    scope: 'draw',
    answer: LotteryResultDto,
    problems: [404, 409],
  })
  withdraw(
    @TheCommand() command: Command,
    @IdParam('id', 'lottery result') id: string,
  ): Promise<LotteryResultDto> {
    return this.commands.run(command, async (tx) => {
      const result = withdrawn(await this.results.withdraw(tx, id));
      const audit: Audit = { action: 'lottery_result.withdrawn', targetKind: 'lottery_result', targetId: id };
      return { answer: await shown(tx, result), audit };
    });
  }
}

async function shown(reader: Reader, result: LotteryResult): Promise<LotteryResultDto> {
  return shownResult(result, await sourceOf(reader, result.id));
}

function entered(outcome: EnterOutcome): LotteryResult {
  switch (outcome.kind) {
    case 'entered':
      return outcome.result;
    case 'refused':
      throw Problems.conflict(`This cannot be the result: ${outcome.reason}.`, { code: 'result_refused' });
    case 'not_waiting':
      throw Problems.conflict('The draw does not wait for a result.', {
        code: 'not_waiting',
        state: outcome.state,
      });
    case 'one_stands':
      throw Problems.conflict('Another result waits to be confirmed, withdrawn or drawn.', {
        code: 'one_stands',
        resultId: outcome.result.id,
      });
    case 'not_found':
      throw Problems.notFound(NO_DRAW);
  }
}

function confirmed(outcome: ConfirmOutcome): LotteryResult {
  switch (outcome.kind) {
    case 'confirmed':
    case 'already':
      return outcome.result;
    case 'needs_second_person':
      throw Problems.conflict('Two people may draw: another one confirms, in person and not by a key.', {
        code: 'needs_second_person',
      });
    case 'withdrawn':
      throw Problems.conflict('This result was withdrawn.', { code: 'wrong_state', state: 'withdrawn' });
    case 'not_found':
      throw Problems.notFound('There is no such lottery result.');
  }
}

function withdrawn(outcome: WithdrawOutcome): LotteryResult {
  switch (outcome.kind) {
    case 'withdrawn':
      return outcome.result;
    case 'confirmed':
      throw Problems.conflict('A confirmed result stays.', { code: 'wrong_state', state: 'confirmed' });
    case 'not_found':
      throw Problems.notFound('There is no such lottery result.');
  }
}
