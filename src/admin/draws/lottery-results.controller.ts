import { Post } from '@nestjs/common';
import { Problems, type Reader } from '../../platform/index.js';
import {
  LotteryResults,
  sourceOf,
  type ConfirmOutcome,
  type LotteryResult,
  type WithdrawOutcome,
} from '../../raffle/index.js';
import { actorOf } from '../access/scopes.js';
import { Commands, TheCommand, type Audit, type Command } from '../http/commands.service.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam } from '../http/page.dto.js';
import { LotteryResultDto } from './draws.dto.js';
import { shownResult } from './result-source.js';

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
      const actor = actorOf(command.caller);
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
      const outcome = await this.results.withdraw(tx, id);
      const result = withdrawn(outcome);
      const audit: Audit = { action: 'lottery_result.withdrawn', targetKind: 'lottery_result', targetId: id };
      return { answer: await shown(tx, result), audit: outcome.kind === 'already' ? null : audit };
    });
  }
}

async function shown(reader: Reader, result: LotteryResult): Promise<LotteryResultDto> {
  return shownResult(result, await sourceOf(reader, result.id));
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
    case 'already':
      return outcome.result;
    case 'confirmed':
      throw Problems.conflict('A confirmed result stays.', { code: 'wrong_state', state: 'confirmed' });
    case 'not_found':
      throw Problems.notFound('There is no such lottery result.');
  }
}
