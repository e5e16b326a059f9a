import { Body, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Database, nowOf } from '../../platform/index.js';
import { Publication, Raffles } from '../../raffle/index.js';
import { Commands, TheCommand, type Command } from '../http/commands.service.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam } from '../http/page.dto.js';
import { changed, moved, published } from './raffle-outcomes.js';
import { PublishDto } from './raffle-terms.dto.js';
import { permissionOf, shownRaffle } from './raffle-terms.js';
import { PublishedRaffleDto, RaffleDto } from './raffle.dto.js';

/** The sale: its beginning, its pauses, its end. */
@AdminController('raffles')
export class RaffleLifeController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly raffles: Raffles,
    private readonly publication: Publication,
  ) {}

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
    return this.commands.run(command, async (tx) => {
      const before = await this.raffles.byId(tx, id);
      return changed('raffle.paused', moved(await this.raffles.pause(tx, id)), before);
    });
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
    return this.commands.run(command, async (tx) => {
      const before = await this.raffles.byId(tx, id);
      return changed('raffle.resumed', moved(await this.raffles.resume(tx, id)), before);
    });
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
    return this.commands.run(command, async (tx) => {
      const before = await this.raffles.byId(tx, id);
      return changed('raffle.closed', moved(await this.raffles.close(tx, id)), before);
    });
  }
}
