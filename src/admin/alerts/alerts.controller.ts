import { Get, Param, Post, Query } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { Database, Problems } from '../../platform/index.js';
import { Commands, TheCommand, type Command } from '../http/commands.service.js';
import { pageOf } from '../http/cursor.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { isRowNumber, startOf } from '../http/page.dto.js';
import { AlertDto, AlertPage, AlertsQuery } from './alerts.dto.js';
import { acknowledge, alertById, listAlerts, type AlertKey } from './alerts.repository.js';

@AdminController('alerts')
export class AlertsController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
  ) {}

  @Get()
  @Operation({
    summary: 'What whoever runs the service must hear of, open ones first',
    scope: 'read',
    answer: AlertPage,
  })
  async list(@Query() query: AlertsQuery): Promise<AlertPage> {
    const { after, limit } = startOf(query, isAlertKey);
    const { state = null } = query;
    const rows = await listAlerts(this.database, { state, after: keyOf(after), limit });
    return pageOf(
      rows,
      limit,
      ({ id, acknowledgedAt }) => `${acknowledgedAt === null ? 'o' : 'a'}${id}`,
      (alert) => alert,
    );
  }

  @Post(':id/acknowledge')
  @ApiParam({ name: 'id', schema: { type: 'string', example: '1077' } })
  @Operation({
    summary: 'Take note of an alert',
    description: 'If the same happens again, there is a new one.',
    scope: 'admin',
    answer: AlertDto,
    problems: [404, 409],
  })
  acknowledge(@TheCommand() command: Command, @Param('id') id: string): Promise<AlertDto> {
    if (!isRowNumber(id)) throw Problems.notFound('There is no such alert.');
    return this.commands.run(command, async (tx) => {
      const changed = await acknowledge(tx, id, command.caller.userId);
      const answer = await alertById(tx, id);
      if (answer === null) throw Problems.notFound('There is no such alert.');
      if (!changed) throw Problems.conflict('Somebody took note of it before.', { code: 'wrong_state' });
      return { answer, audit: { action: 'alert.acknowledged', targetKind: 'alert', targetId: id } };
    });
  }
}

function isAlertKey(key: string): boolean {
  return /^[oa]/.test(key) && isRowNumber(key.slice(1));
}

function keyOf(after: string | null): AlertKey | null {
  return after === null ? null : { open: after.startsWith('o'), id: after.slice(1) };
}
