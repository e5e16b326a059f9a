import { Body, Get, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { invariant, isId } from '../../kernel/index.js';
import { Database, nowOf, Problems, type Reader } from '../../platform/index.js';
import { Channels, ChannelState, type LastCheck } from '../../whatsapp/index.js';
import { Commands, TheCommand, type Audit, type Command } from '../http/commands.service.js';
import { pageOf } from '../http/cursor.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam, ListQuery, startOf } from '../http/page.dto.js';
import { ChannelDto, ChannelPage, NewChannelDto, ResumeDto } from './channels.dto.js';
import { channelById, listChannels } from './channels.reader.js';

/** How long a request waits for Meta's answer, which a worker asks for. */
const WAIT_MS = 5_000;

@AdminController('channels')
export class ChannelsController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly channels: Channels,
    private readonly state: ChannelState,
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

  @Post(':id/resume')
  @ApiId('id', EXAMPLE.channelId)
  @Operation({
    summary: 'Let a stopped number go on',
    description:
      'Meta is asked first; its stops end unless it says no (409 says what it answered). 202 while it has not answered: GET the channel. With `force` they end at once, whatever Meta says.',
    scope: 'admin',
    answer: ChannelDto,
    alsoStatus: { status: 202, description: 'Meta has not answered yet.' },
    problems: [404, 409],
  })
  async resume(
    @TheCommand() command: Command,
    @IdParam('id', 'channel') id: string,
    @Body() body: ResumeDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChannelDto> {
    const { force = false } = body;
    const asked = await nowOf(this.database);
    const channel = await this.commands.run(command, async (tx) => {
      if ((await channelById(tx, id)) === null) throw Problems.notFound('There is no such channel.');
      const causes = force
        ? await this.state.force(tx, id)
        : await this.state.confirm(tx, id, command.caller.userId);
      const audit: Audit = { action: 'channel.resumed', targetKind: 'channel', targetId: id };
      return { answer: await this.found(tx, id), audit: { ...audit, detail: { force, causes } } };
    });
    if (force || channel.stops.length === 0) return channel;
    const check = await this.state.waitForCheck(id, asked, WAIT_MS);
    if (check === null) reply.status(202);
    const after = await this.found(this.database, id);
    if (check !== null && after.stops.length > 0) throw notResumed(after, check);
    return after;
  }

  private async found(reader: Reader, id: string): Promise<ChannelDto> {
    const channel = await channelById(reader, id);
    invariant(channel !== null, 'channels are never deleted');
    return channel;
  }
}

function notResumed({ stops }: ChannelDto, { fault, metaSays, canSend }: LastCheck): Error {
  const causes = stops.map(({ cause }) => cause);
  const answer =
    fault === null ? `Meta says: ${metaSays ?? 'nothing'}.` : `Meta could not be asked: ${fault}.`;
  return Problems.conflict(
    `Still stopped: ${causes.join(', ')}. ${answer} With force it goes on all the same.`,
    {
      code: 'still_stopped',
      causes,
      canSend,
    },
  );
}
