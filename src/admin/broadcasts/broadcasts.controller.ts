import { Body, Get, Post, Query } from '@nestjs/common';
import { Broadcasts, segmentOf, type Segment } from '../../broadcast/index.js';
import { offerButtons } from '../../conversation/index.js';
import { isId } from '../../kernel/index.js';
import { Database, Problems, type Reader } from '../../platform/index.js';
import { Commands, TheCommand, type Audit, type Command } from '../http/commands.service.js';
import { pageOf } from '../http/cursor.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam, ListQuery, startOf } from '../http/page.dto.js';
import { BroadcastDetailDto, BroadcastPage, NewBroadcastDto, type SegmentDto } from './broadcasts.dto.js';

const NOT_FOUND = 'There is no such broadcast.';

/** Offers to many: written, looked at with people, days and price, started, stopped, reported. */
@AdminController('broadcasts')
export class BroadcastsController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly broadcasts: Broadcasts,
  ) {}

  @Get()
  @Operation({ summary: 'Broadcasts, newest first', scope: 'read', answer: BroadcastPage })
  async list(@Query() query: ListQuery): Promise<BroadcastPage> {
    const { after, limit } = startOf(query, isId);
    const rows = await this.broadcasts.list(this.database, after, limit);
    return pageOf(
      rows,
      limit,
      (broadcast) => broadcast.id,
      (broadcast) => broadcast,
    );
  }

  @Get(':id')
  @ApiId('id', EXAMPLE.broadcastId)
  @Operation({
    summary: 'One broadcast: what it would mean, or what became of it',
    scope: 'read',
    answer: BroadcastDetailDto,
    problems: [404],
  })
  one(@IdParam('id', 'broadcast') id: string): Promise<BroadcastDetailDto> {
    return this.shown(this.database, id);
  }

  @Post()
  @Operation({
    summary: 'Write a broadcast: nothing is sent before it is started',
    scope: 'raffles',
    answer: BroadcastDetailDto,
    status: 201,
    problems: [409],
  })
  add(@TheCommand() command: Command, @Body() body: NewBroadcastDto): Promise<BroadcastDetailDto> {
    const segment = readSegment(body.segment);
    return this.commands.run(command, async (tx) => {
      const { raffleId = null, ...said } = body;
      const buttons = offerButtons(body.template, raffleId);
      const added = await this.broadcasts.add(tx, {
        ...said,
        buttons,
        segment,
        createdBy: command.caller.userId,
      });
      if (added.kind === 'refused') throw Problems.conflict(added.detail, { code: added.code });
      const audit: Audit = { action: 'broadcast.written', targetKind: 'broadcast', targetId: added.id };
      return { answer: await this.shown(tx, added.id), audit };
    });
  }

  @Post(':id/start')
  @ApiId('id', EXAMPLE.broadcastId)
  @Operation({
    summary: 'Send it',
    description:
      'Fixes who gets it. It goes out below the day’s limit of new people and behind every other message.',
    scope: 'raffles',
    answer: BroadcastDetailDto,
    problems: [404, 409],
    once: true,
  })
  start(@TheCommand() command: Command, @IdParam('id', 'broadcast') id: string): Promise<BroadcastDetailDto> {
    return this.commands.runOnce(command, async (tx) => {
      const outcome = await this.broadcasts.start(tx, id);
      switch (outcome.kind) {
        case 'not_found':
          throw Problems.notFound(NOT_FOUND);
        case 'wrong_state':
          throw Problems.conflict(`This broadcast is ${outcome.state}: only a draft can be started.`, {
            code: 'wrong_state',
            state: outcome.state,
          });
        case 'refused':
          throw Problems.conflict(outcome.detail, { code: outcome.code });
        case 'started': {
          const detail = { recipients: outcome.recipients };
          const audit: Audit = { action: 'broadcast.started', targetKind: 'broadcast', targetId: id, detail };
          return { answer: await this.shown(tx, id), audit };
        }
      }
    });
  }

  @Post(':id/stop')
  @ApiId('id', EXAMPLE.broadcastId)
  @Operation({
    summary: 'Stop it for good: who has not got it will not',
    scope: 'raffles',
    answer: BroadcastDetailDto,
    problems: [404, 409],
  })
  stop(@TheCommand() command: Command, @IdParam('id', 'broadcast') id: string): Promise<BroadcastDetailDto> {
    return this.commands.run(command, async (tx) => {
      const outcome = await this.broadcasts.stop(tx, id);
      if (outcome.kind === 'not_found') throw Problems.notFound(NOT_FOUND);
      if (outcome.kind === 'wrong_state') {
        throw Problems.conflict(`This broadcast is ${outcome.state}: only a running one can be stopped.`, {
          code: 'wrong_state',
          state: outcome.state,
        });
      }
      const detail = { dropped: outcome.dropped };
      const audit: Audit = { action: 'broadcast.stopped', targetKind: 'broadcast', targetId: id, detail };
      return { answer: await this.shown(tx, id), audit };
    });
  }

  private async shown(reader: Reader, id: string): Promise<BroadcastDetailDto> {
    const broadcast = await this.broadcasts.byId(reader, id);
    if (broadcast === null) throw Problems.notFound(NOT_FOUND);
    const draft = broadcast.state === 'draft';
    const preview = draft ? await this.broadcasts.preview(reader, broadcast) : null;
    const report = draft ? null : await this.broadcasts.report(reader, id);
    return { ...broadcast, preview, report };
  }
}

function readSegment({ kind, raffleId }: SegmentDto): Segment {
  const segment = segmentOf(kind, raffleId);
  if (segment !== null) return segment;
  const message =
    kind === 'everybody' ? 'segment.raffleId says nothing for everybody' : 'segment.raffleId is missing';
  throw Problems.fields([{ field: 'segment.raffleId', message }]);
}
