import { Body, Get, Patch, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { isId } from '../../kernel/index.js';
import { Database, Problem, Problems } from '../../platform/index.js';
import {
  Publication,
  Raffles,
  type DraftOutcome,
  type MoveOutcome,
  type PublishOutcome,
  type RaffleView,
} from '../../raffle/index.js';
import { Commands, TheCommand, type Audit, type Command, type Done } from '../http/commands.service.js';
import { writeCursor } from '../http/cursor.js';
import { EXAMPLE } from '../http/examples.js';
import { nowOf } from '../http/now.reader.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam, ListQuery, startOf } from '../http/page.dto.js';
import { permissionOf, patchOf, shownFaults, shownRaffle, termsOf } from './raffle-terms.js';
import {
  NewRaffleDto,
  PublishDto,
  PublishedRaffleDto,
  RaffleDto,
  RafflePage,
  RafflePatchDto,
} from './raffle.dto.js';

const NO_RAFFLE = 'There is no such raffle.';

@AdminController('raffles')
export class RafflesController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly raffles: Raffles,
    private readonly publication: Publication,
  ) {}

  @Get()
  @Operation({ summary: 'Raffles, newest first', scope: 'read', answer: RafflePage })
  async list(@Query() query: ListQuery): Promise<RafflePage> {
    const { after, limit } = startOf(query, isId);
    const page = await this.raffles.list(this.database, { limit, cursor: after });
    return {
      items: page.items.map(shownRaffle),
      nextCursor: page.nextCursor === null ? null : writeCursor(page.nextCursor),
    };
  }

  @Post()
  @Operation({ summary: 'Write a draft', scope: 'raffles', answer: RaffleDto, status: 201, problems: [409] })
  create(@TheCommand() command: Command, @Body() body: NewRaffleDto): Promise<RaffleDto> {
    return this.commands.run(command, async (tx) => {
      const outcome = await this.raffles.create(tx, termsOf(body, await nowOf(tx)));
      return changed('raffle.created', saved(outcome));
    });
  }

  @Get(':id')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation({ summary: 'One raffle with its progress', scope: 'read', answer: RaffleDto, problems: [404] })
  async one(@IdParam('id', 'raffle') id: string): Promise<RaffleDto> {
    const raffle = await this.raffles.byId(this.database, id);
    if (raffle === null) throw Problems.notFound(NO_RAFFLE);
    return shownRaffle(raffle);
  }

  @Patch(':id')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation({ summary: 'Change a draft', scope: 'raffles', answer: RaffleDto, problems: [404, 409] })
  update(
    @TheCommand() command: Command,
    @IdParam('id', 'raffle') id: string,
    @Body() body: RafflePatchDto,
  ): Promise<RaffleDto> {
    return this.commands.run(command, async (tx) => {
      const outcome = await this.raffles.update(tx, id, patchOf(body, await nowOf(tx)));
      return changed('raffle.updated', saved(outcome));
    });
  }

  @Post(':id/publish')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation({
    summary: 'Lock the terms and start the sale',
    description:
      'Makes every number; 202 if that takes longer than 5 seconds: GET the raffle for its progress.',
    scope: 'raffles',
    answer: PublishedRaffleDto,
    alsoStatus: { status: 202, description: 'Numbers are still being made.' },
    problems: [404, 409, 422],
  })
  async publish(
    @TheCommand() command: Command,
    @IdParam('id', 'raffle') id: string,
    @Body() body: PublishDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublishedRaffleDto> {
    const { metaPermission } = body;
    const permission =
      metaPermission === undefined ? undefined : permissionOf(metaPermission, await nowOf(this.database));
    await this.commands.note(command, { action: 'raffle.publish_asked', targetKind: 'raffle', targetId: id });
    const outcome = await this.publication.publish(id, permission);
    const { raffle, advice } = published(outcome);
    if (outcome.kind === 'in_progress') reply.status(202);
    return Object.assign(shownRaffle(raffle), { advice: [...advice] });
  }

  @Post(':id/pause')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation({
    summary: 'Stop new holds for a while; open deadlines stand still',
    scope: 'raffles',
    answer: RaffleDto,
    problems: [404, 409],
  })
  pause(@TheCommand() command: Command, @IdParam('id', 'raffle') id: string): Promise<RaffleDto> {
    return this.commands.run(command, async (tx) =>
      changed('raffle.paused', moved(await this.raffles.pause(tx, id))),
    );
  }

  @Post(':id/resume')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation({
    summary: 'Sell again; open deadlines move by the pause',
    scope: 'raffles',
    answer: RaffleDto,
    problems: [404, 409],
  })
  resume(@TheCommand() command: Command, @IdParam('id', 'raffle') id: string): Promise<RaffleDto> {
    return this.commands.run(command, async (tx) =>
      changed('raffle.resumed', moved(await this.raffles.resume(tx, id))),
    );
  }

  @Post(':id/close')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation({
    summary: 'End the sale: no new holds',
    description: 'Deadlines already told and reviews go on.',
    scope: 'raffles',
    answer: RaffleDto,
    problems: [404, 409],
  })
  close(@TheCommand() command: Command, @IdParam('id', 'raffle') id: string): Promise<RaffleDto> {
    return this.commands.run(command, async (tx) =>
      changed('raffle.closed', moved(await this.raffles.close(tx, id))),
    );
  }
}

function changed(action: string, raffle: RaffleView): Done<RaffleDto> {
  const audit: Audit = { action, targetKind: 'raffle', targetId: raffle.id };
  return { answer: shownRaffle(raffle), audit };
}

function saved(outcome: DraftOutcome | MoveOutcome): RaffleView {
  switch (outcome.kind) {
    case 'saved':
      return outcome.raffle;
    case 'invalid':
      throw Problems.fields(shownFaults(outcome.faults));
    case 'slug_taken':
      throw Problems.conflict('Another raffle has this slug.', { code: 'slug_taken' });
    case 'done':
    case 'not_found':
    case 'wrong_state':
      return moved(outcome);
  }
}

function moved(outcome: MoveOutcome): RaffleView {
  switch (outcome.kind) {
    case 'done':
      return outcome.raffle;
    case 'not_found':
      throw Problems.notFound(NO_RAFFLE);
    case 'wrong_state':
      throw wrongState(outcome.state);
  }
}

function published(outcome: PublishOutcome): Extract<PublishOutcome, { raffle: RaffleView }> {
  switch (outcome.kind) {
    case 'open':
    case 'in_progress':
      return outcome;
    case 'not_found':
      throw Problems.notFound(NO_RAFFLE);
    case 'wrong_state':
      throw wrongState(outcome.state);
    case 'refused':
      throw Problems.unprocessable('The raffle cannot be published like this.', {
        code: 'not_publishable',
        errors: shownFaults(outcome.faults),
      });
  }
}

/** The raffle is in a state that does not allow this. */
export function wrongState(state: string): Problem {
  return Problems.conflict(`The raffle is ${state}.`, { code: 'wrong_state', state });
}
