import { Get, Param, Post, Query } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { Database, Problems } from '../../platform/index.js';
import { Commands, TheCommand, type Command } from '../http/commands.service.js';
import { writeCursor } from '../http/cursor.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { isRowNumber, startOf } from '../http/page.dto.js';
import { EventsQuery, WebhookEventDto, WebhookEventPage } from './webhook-events.dto.js';
import {
  eventById,
  listEvents,
  replayEvent,
  skipEvent,
  type WebhookEvent,
} from './webhook-events.repository.js';

@AdminController('webhook-events')
export class WebhookEventsController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
  ) {}

  @Get()
  @Operation({ summary: 'Everything Meta sent, newest first', scope: 'chats', answer: WebhookEventPage })
  async list(@Query() query: EventsQuery): Promise<WebhookEventPage> {
    const { state = null, kind = null, field = null } = query;
    const { events, more } = await listEvents(this.database, {
      state,
      kind,
      field,
      ...startOf(query, isRowNumber),
    });
    const last = events.at(-1);
    return { items: events, nextCursor: more && last !== undefined ? writeCursor(last.id) : null };
  }

  @Post(':id/replay')
  @ApiParam({ name: 'id', schema: { type: 'string', example: '1042' } })
  @Operation({
    summary: 'Try a parked update again',
    scope: 'admin',
    answer: WebhookEventDto,
    problems: [404, 409],
  })
  replay(@TheCommand() command: Command, @Param('id') id: string): Promise<WebhookEventDto> {
    return this.change(
      command,
      id,
      'webhook_event.replayed',
      replayEvent,
      'Only a parked or skipped update can be tried again.',
    );
  }

  @Post(':id/skip')
  @ApiParam({ name: 'id', schema: { type: 'string', example: '1042' } })
  @Operation({
    summary: 'Give a parked update up',
    scope: 'admin',
    answer: WebhookEventDto,
    problems: [404, 409],
  })
  skip(@TheCommand() command: Command, @Param('id') id: string): Promise<WebhookEventDto> {
    return this.change(
      command,
      id,
      'webhook_event.skipped',
      skipEvent,
      'Only a parked update can be skipped.',
    );
  }

  private change(
    command: Command,
    id: string,
    action: string,
    work: typeof skipEvent,
    refusal: string,
  ): Promise<WebhookEvent> {
    if (!isRowNumber(id)) throw Problems.notFound('There is no such webhook event.');
    return this.commands.run(command, async (tx) => {
      const changed = await work(tx, id);
      const event = await eventById(tx, id);
      if (event === null) throw Problems.notFound('There is no such webhook event.');
      if (!changed) throw Problems.conflict(refusal, { code: 'wrong_state', state: event.state });
      return { answer: event, audit: { action, targetKind: 'webhook_event', targetId: id } };
    });
  }
}
