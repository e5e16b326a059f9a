import { Get, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Database, Problems } from '../../platform/index.js';
import {
  announced,
  drawsOf,
  Freezer,
  isByHand,
  readDrawRules,
  PreDrawFreezer,
  type PreDrawFreezeOutcome,
} from '../../raffle/index.js';
import { Commands, TheCommand, type Audit, type Command } from '../http/commands.service.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam } from '../http/page.dto.js';
import { frozen, WAIT_MS } from './closing.controller.js';
import { PreDrawFrozenDto, RaffleDrawPage } from './pre-draws.dto.js';

@AdminController('raffles')
export class RaffleDrawsController {
  constructor(private readonly database: Database) {}

  @Get(':id/draws')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation({
    summary: 'The draws of a raffle, the main one first',
    scope: 'read',
    answer: RaffleDrawPage,
    problems: [404],
  })
  async list(@IdParam('id', 'raffle') id: string): Promise<RaffleDrawPage> {
    const draws = await drawsOf(this.database, id);
    if (draws.length === 0) throw Problems.notFound('There is no such raffle, or it has no draw yet.');
    const items = draws.map(async ({ id: drawId, ordinal, name, state, rules, rulesHash, paper }) => {
      const { listClosesAt, drawAt } = await announced(this.database, drawId);
      const hashes = {
        rulesHash: rulesHash.toString('hex'),
        commitmentHash: paper?.commitmentHash.toString('hex') ?? null,
      };
      const manual = isByHand(readDrawRules(rules));
      return { id: drawId, ordinal, name, state, manual, listClosesAt, drawAt, ...hashes };
    });
    return { items: await Promise.all(items), nextCursor: null };
  }
}

/** A draw before the main one, while the raffle sells on. */
@AdminController('draws')
export class PreDrawsController {
  constructor(
    private readonly commands: Commands,
    private readonly preDraws: PreDrawFreezer,
    private readonly freezer: Freezer,
  ) {}

  @Post(':id/freeze')
  @ApiId('id', EXAMPLE.drawId)
  @Operation({
    summary: 'Fix the list of a draw before the main one and publish its fingerprint',
    description:
      'From the close of its list on, once every receipt that came by then is decided. The sale goes on. 202 if the list takes longer than 5 seconds.',
    scope: 'draw',
    answer: PreDrawFrozenDto,
    alsoStatus: { status: 202, description: 'The list is still being written.' },
    problems: [404, 409],
  })
  async freeze(
    @TheCommand() command: Command,
    @IdParam('id', 'draw') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PreDrawFrozenDto> {
    const { drawId } = await this.commands.run(command, async (tx) => {
      const outcome = await this.preDraws.freeze(tx, id);
      const answer = preDrawFrozen(outcome);
      const audit: Audit = { action: 'draw.frozen', targetKind: 'draw', targetId: id };
      return { answer, audit: outcome.kind === 'already' ? null : audit };
    });
    const committed = await this.freezer.awaitCommitment(drawId, WAIT_MS);
    if (!committed) reply.status(202);
    return { drawId, committed };
  }
}

function preDrawFrozen(outcome: PreDrawFreezeOutcome): { drawId: string } {
  switch (outcome.kind) {
    case 'too_early':
      throw Problems.conflict(
        `Whoever pays until ${outcome.listClosesAt.toISOString()} takes part: the list can be frozen from then on.`,
        { code: 'too_early', listClosesAt: outcome.listClosesAt },
      );
    case 'main_draw':
      throw Problems.conflict('The list of the main draw is frozen with its raffle.', {
        code: 'main_draw',
        raffleId: outcome.raffleId,
      });
    case 'not_found':
      throw Problems.notFound('There is no such draw.');
    case 'already':
    case 'frozen':
    case 'open_orders':
    case 'too_late':
    case 'window_gone':
    case 'wrong_state':
      return frozen(outcome);
  }
}
