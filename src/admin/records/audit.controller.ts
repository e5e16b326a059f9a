import { Get, Query } from '@nestjs/common';
import { Database } from '../../platform/index.js';
import { pageOf } from '../http/cursor.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { isRowNumber, ListQuery, startOf } from '../http/page.dto.js';
import { AuditPage, type AuditEntryDto } from './audit.dto.js';

@AdminController('audit')
export class AuditController {
  constructor(private readonly database: Database) {}

  @Get()
  @Operation({ summary: 'Who did what, newest first', scope: 'audit', answer: AuditPage })
  async list(@Query() query: ListQuery): Promise<AuditPage> {
    const { after, limit } = startOf(query, isRowNumber);
    const rows = await this.database.rows<AuditEntryDto>(
      `select id, actor, api_key_id as "apiKeyId", action, target_kind as "targetKind", target_id as "targetId", detail, at
       from audit_entry where $1::bigint is null or id < $1 order by id desc limit $2`,
      [after, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (entry) => entry.id,
      (entry) => entry,
    );
  }
}
