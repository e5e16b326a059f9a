import { Post } from '@nestjs/common';
import { presentSlots } from '../../fair-draw/index.js';
import { ticketLabel } from '../../kernel/index.js';
import { Problem, Problems } from '../../platform/index.js';
import { Drawer, Raffles, type DrawOutcome } from '../../raffle/index.js';
import { Commands, TheCommand, type Audit, type Command } from '../http/commands.service.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam } from '../http/page.dto.js';
import { wrongState } from '../raffles/raffle-outcomes.js';
import { DrawDto } from './draws.dto.js';

@AdminController('raffles')
export class DrawsController {
  constructor(
    private readonly commands: Commands,
    private readonly raffles: Raffles,
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
    return this.commands.runOnce(command, async (tx) => {
      const raffle = await this.raffles.byId(tx, id);
      if (raffle === null) throw Problems.notFound('There is no such raffle.');
      const { kind, drawId, issueNo, content } = drawn(await this.drawer.draw(tx, id));
      const slots = presentSlots(content.draw).map((slot) => ({
        prizeId: slot.prize,
        unit: slot.unit,
        status: slot.status,
        number: slot.number === null ? null : ticketLabel(slot.number, raffle.width),
      }));
      const audit: Audit = {
        action: 'raffle.drawn',
        targetKind: 'draw',
        targetId: drawId,
        detail: { issueNo },
      };
      return {
        answer: { id: drawId, issueNo, outcome: kind, slots },
        audit: kind === 'already' ? null : audit,
      };
    });
  }
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
      throw Problems.notFound('There is no such raffle.');
  }
}
