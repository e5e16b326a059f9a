import { Get, Param, Post, Query } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { Database, Problems, type AuditAction, type Transaction } from '../../platform/index.js';
import { TheCaller } from '../access/caller.guard.js';
import type { Caller } from '../access/scopes.js';
import { sightOf } from '../access/sight.js';
import { Commands, TheCommand, type Command } from '../http/commands.service.js';
import { writeCursor } from '../http/cursor.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { isRowNumber, startOf } from '../http/page.dto.js';
import { countTests, replayEvent, skipEvent } from './event-repair.repository.js';
import { EventsQuery, TestCountsDto, WebhookEventDto, WebhookEventPage } from './webhook-events.dto.js';
import { eventById, listEvents } from './webhook-events.repository.js';

const ApiEventId = ApiParam({ name: 'id', schema: { type: 'string', example: '1042' } });
const unknown = () => Problems.notFound('There is no such webhook event.');

@AdminController('webhook-events')
export class WebhookEventsController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
  ) {}

  @Get()
  @Operation({
    summary: 'Everything Meta sent, newest first',
    description: 'Filters add up. People are hidden (`•••`) unless the key has the scope `admin`.',
    scope: 'read',
    answer: WebhookEventPage,
  })
  async list(@Query() query: EventsQuery, @TheCaller() caller: Caller): Promise<WebhookEventPage> {
    const { state = null, kind = null, field = null, type = null, wamid = null } = query;
    const { channel = null, contact = null, from = null, before = null, test } = query;
    const filter = {
      state,
      kind,
      field,
      type,
      wamid,
      channel,
      contact,
      from,
      before,
      test: test === undefined ? null : test === 'true',
      ...startOf(query, isRowNumber),
    };
    const { events, more } = await this.database.transact((tx) => listEvents(tx, filter, sightOf(caller)));
    const last = events.at(-1);
    return { items: events, nextCursor: more && last !== undefined ? writeCursor(last.id) : null };
  }

  @Get('tests')
  @Operation({
    summary: 'What the Test button of Meta’s dashboard sent, by field',
    scope: 'read',
    answer: TestCountsDto,
  })
  async tests(): Promise<TestCountsDto> {
    return { items: await countTests(this.database) };
  }

  @Get(':id')
  @ApiEventId
  @Operation({ summary: 'One update Meta sent', scope: 'read', answer: WebhookEventDto, problems: [404] })
  async one(@Param('id') id: string, @TheCaller() caller: Caller): Promise<WebhookEventDto> {
    const event = isRowNumber(id) ? await eventById(this.database, id, sightOf(caller)) : null;
    if (event === null) throw unknown();
    return event;
  }

  @Post(':id/replay')
  @ApiEventId
  @Operation({
    summary: 'Work on an update again that had no effect: parked, skipped, ignored; and any status',
    description:
      'What was done is not done twice: 409 says why (`already_done`, `nobody_to_do_it`, `body_pruned`).',
    scope: 'admin',
    answer: WebhookEventDto,
    problems: [404, 409],
  })
  replay(@TheCommand() command: Command, @Param('id') id: string): Promise<WebhookEventDto> {
    return this.change(command, id, 'webhook_event.replayed', async (tx) => {
      const refusal = await replayEvent(tx, id);
      return refusal === 'unknown' ? null : refusal;
    });
  }

  @Post(':id/skip')
  @ApiEventId
  @Operation({
    summary: 'Give a parked update up',
    scope: 'admin',
    answer: WebhookEventDto,
    problems: [404, 409],
  })
  skip(@TheCommand() command: Command, @Param('id') id: string): Promise<WebhookEventDto> {
    return this.change(command, id, 'webhook_event.skipped', async (tx) =>
      (await skipEvent(tx, id)) ? null : { code: 'wrong_state', why: 'Only a parked update can be skipped.' },
    );
  }

  private change(
    command: Command,
    id: string,
    action: AuditAction,
    work: (tx: Transaction) => Promise<{ code: string; why: string } | null>,
  ): Promise<WebhookEventDto> {
    if (!isRowNumber(id)) throw unknown();
    return this.commands.run(command, async (tx) => {
      const refusal = await work(tx);
      const event = await eventById(tx, id, sightOf(command.caller));
      if (event === null) throw unknown();
      if (refusal !== null) throw Problems.conflict(refusal.why, { code: refusal.code, state: event.state });
      return { answer: event, audit: { action, targetKind: 'webhook_event', targetId: id } };
    });
  }
}
