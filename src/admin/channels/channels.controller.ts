import { Body, Get, Post, Query } from '@nestjs/common';
import { invariant, isId } from '../../kernel/index.js';
import { Database } from '../../platform/index.js';
import { Channels } from '../../whatsapp/index.js';
import { Commands, TheCommand, type Command } from '../http/commands.service.js';
import { pageOf } from '../http/cursor.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ListQuery, startOf } from '../http/page.dto.js';
import { ChannelDto, ChannelPage, NewChannelDto } from './channels.dto.js';
import { channelById, listChannels } from './channels.reader.js';

@AdminController('channels')
export class ChannelsController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly channels: Channels,
  ) {}

  @Get()
  @Operation({ summary: 'Business phone numbers', scope: 'read', answer: ChannelPage })
  async list(@Query() query: ListQuery): Promise<ChannelPage> {
    const { after, limit } = startOf(query, isId);
    const rows = await listChannels(this.database, after, limit);
    return pageOf(
      rows,
      limit,
      (channel) => channel.id,
      (channel) => channel,
    );
  }

  @Post()
  @Operation({
    summary: 'Add a business phone number, or renew its token and secrets',
    scope: 'admin',
    answer: ChannelDto,
    status: 201,
  })
  register(@TheCommand() command: Command, @Body() body: NewChannelDto): Promise<ChannelDto> {
    const { businessAccountId: wabaId, ...channel } = body;
    return this.commands.run(command, async (tx) => {
      const id = await this.channels.register(tx, { ...channel, wabaId });
      const answer = await channelById(tx, id);
      invariant(answer !== null, 'the channel was just stored');
      return { answer, audit: { action: 'channel.registered', targetKind: 'channel', targetId: id } };
    });
  }
}
