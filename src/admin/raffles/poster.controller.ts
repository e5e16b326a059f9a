import { Body, Delete, Post } from '@nestjs/common';
import { Blobs, Problems, type Transaction } from '../../platform/index.js';
import { Raffles } from '../../raffle/index.js';
import { POSTER_PICTURE } from '../../conversation/index.js';
import { Channels, uploadFault, wantPictures } from '../../whatsapp/index.js';
import { Commands, TheCommand, type Command } from '../http/commands.service.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam } from '../http/page.dto.js';
import { PosterDto } from './poster.dto.js';
import { changed, moved } from './raffle-outcomes.js';
import { RaffleDto } from './raffle.dto.js';

/** The picture a raffle is shown with in the chat. */
@AdminController('raffles')
export class PosterController {
  constructor(
    private readonly commands: Commands,
    private readonly raffles: Raffles,
    private readonly blobs: Blobs,
    private readonly channels: Channels,
  ) {}

  @Post(':id/poster')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation({
    summary: 'Show the raffle with a picture',
    description:
      'In the chat, until the person has a number of it. Replaces the one before, in any state of the raffle.',
    scope: 'raffles',
    answer: RaffleDto,
    problems: [404],
  })
  async set(
    @TheCommand() command: Command,
    @IdParam('id', 'raffle') id: string,
    @Body() body: PosterDto,
  ): Promise<RaffleDto> {
    const file = { mediaType: body.mediaType, bytes: Buffer.from(body.content, 'base64') };
    const fault = uploadFault(file);
    if (fault !== null)
      throw Problems.fields([{ field: 'content', message: `content is not usable: ${fault}` }]);
    const channels = await this.channels.all();
    return this.commands.run(command, async (tx: Transaction) => {
      const blob = await this.blobs.put(tx, file);
      const before = await this.raffles.byId(tx, id);
      const raffle = moved(await this.raffles.setPoster(tx, id, blob.id));
      // uploaded before the first buyer has to wait for it
      await wantPictures(
        tx,
        channels.map((channel) => ({ channelId: channel.id, picture: `${POSTER_PICTURE}:${blob.id}` })),
      );
      return changed('raffle.poster_set', raffle, before);
    });
  }

  @Delete(':id/poster')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation({
    summary: 'Show the raffle without a picture',
    scope: 'raffles',
    answer: RaffleDto,
    problems: [404],
  })
  remove(@TheCommand() command: Command, @IdParam('id', 'raffle') id: string): Promise<RaffleDto> {
    return this.commands.run(command, async (tx) => {
      const before = await this.raffles.byId(tx, id);
      return changed('raffle.poster_removed', moved(await this.raffles.setPoster(tx, id, null)), before);
    });
  }
}
