import { Body, Get, Patch, Post, Query } from '@nestjs/common';
import { isId } from '../../kernel/index.js';
import { Database, nowOf, Problems } from '../../platform/index.js';
import { Raffles } from '../../raffle/index.js';
import { Commands, TheCommand, type Command } from '../http/commands.service.js';
import { writeCursor } from '../http/cursor.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam, ListQuery, startOf } from '../http/page.dto.js';
import { changed, NO_RAFFLE, saved } from './raffle-outcomes.js';
import { NewRaffleDto, RafflePatchDto } from './raffle-terms.dto.js';
import { patchOf, shownRaffle, termsOf } from './raffle-terms.js';
import { RaffleDto, RafflePage } from './raffle.dto.js';

@AdminController('raffles')
export class RafflesController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly raffles: Raffles,
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
      return changed('raffle.created', saved(outcome), null);
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
      const before = await this.raffles.byId(tx, id);
      const outcome = await this.raffles.update(tx, id, patchOf(body, await nowOf(tx)));
      return changed('raffle.updated', saved(outcome), before);
    });
  }
}
