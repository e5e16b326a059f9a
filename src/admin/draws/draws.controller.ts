import { Post } from '@nestjs/common';
import { presentSlots } from '../../fair-draw/index.js';
import { invariant, ticketLabel } from '../../kernel/index.js';
import { Problem, Problems, type Reader } from '../../platform/index.js';
import { drawById, Drawer, isByHand, readRules, type DrawOutcome } from '../../raffle/index.js';
import { Commands, TheCommand, type Audit, type Command, type Done } from '../http/commands.service.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam } from '../http/page.dto.js';
import { wrongState } from '../raffles/raffle-outcomes.js';
import { DrawDto } from './draws.dto.js';

@AdminController('raffles')
export class DrawsController {
  constructor(
    private readonly commands: Commands,
    private readonly drawer: Drawer,
  ) {}

  @Post(':id/draws')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation({
    summary: 'Draw all prizes with the confirmed results',
    description:
      'What wins follows from rules, list and result alone. With the same results a further call gives the same draw.',
    scope: 'draw',
    answer: DrawDto,
    problems: [404, 409],
    once: true,
  })
  draw(@TheCommand() command: Command, @IdParam('id', 'raffle') id: string): Promise<DrawDto> {
    return this.commands.runOnce(command, async (tx) => drawnAnswer(tx, await this.drawer.draw(tx, id)));
  }
}

@AdminController('draws')
export class AnyDrawController {
  constructor(
    private readonly commands: Commands,
    private readonly drawer: Drawer,
  ) {}

  @Post(':id/execute')
  @ApiId('id', EXAMPLE.drawId)
  @Operation({
    summary: 'Draw the prizes of one draw with what decides it',
    description: 'For a draw before the main one; the main one is drawn by its raffle just as well.',
    scope: 'draw',
    answer: DrawDto,
    problems: [404, 409],
    once: true,
  })
  execute(@TheCommand() command: Command, @IdParam('id', 'draw') id: string): Promise<DrawDto> {
    return this.commands.runOnce(command, async (tx) => drawnAnswer(tx, await this.drawer.carryOut(tx, id)));
  }
}

async function drawnAnswer(reader: Reader, outcome: DrawOutcome): Promise<Done<DrawDto>> {
  const { kind, drawId, issueNo, content } = drawn(outcome);
  const draw = await drawById(reader, drawId);
  invariant(draw !== null, 'what was drawn exists');
  const rules = readRules(draw);
  const { width } = rules.numbers;
  const slots = presentSlots(content.draw).map((slot) => ({
    prizeId: slot.prize,
    unit: slot.unit,
    status: slot.status,
    number: slot.number === null ? null : ticketLabel(slot.number, width),
  }));
  const audit: Audit = { action: 'raffle.drawn', targetKind: 'draw', targetId: drawId, detail: { issueNo } };
  return {
    answer: { id: drawId, issueNo, manual: isByHand(rules), outcome: kind, slots },
    audit: kind === 'already' ? null : audit,
  };
}

function drawn(outcome: DrawOutcome): Extract<DrawOutcome, { issueNo: number }> {
  switch (outcome.kind) {
    case 'drawn':
    case 'already':
      return outcome;
    case 'no_result':
      throw Problems.conflict('No confirmed result decides anything yet.', { code: 'no_result' });
    case 'not_committed':
      throw Problems.conflict('The frozen list is still being written: try again.', {
        code: 'not_committed',
        retryAfter: 1,
      });
    case 'wrong_state':
      throw wrongState(outcome.state);
    case 'check_failed':
      throw new Problem(500, 'The draw code failed its own check: nothing was drawn.', {
        code: 'draw_check_failed',
        error: outcome.error,
      });
    case 'not_found':
      throw Problems.notFound('There is no such raffle or draw.');
  }
}
