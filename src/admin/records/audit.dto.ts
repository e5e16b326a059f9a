import { AUDIT_EVENTS, type AuditAction } from '../../platform/index.js';
import { EXAMPLE } from '../http/examples.js';
import { JsonObject } from '../http/composite-fields.dto.js';
import { Choice, Id, Instant, Text } from '../http/fields.dto.js';
import { PageDto } from '../http/page.dto.js';

const ACTIONS = Object.keys(AUDIT_EVENTS).filter((action): action is AuditAction => action in AUDIT_EVENTS);

export class AuditEntryDto {
  @Text({ example: '42', max: 20 })
  id!: string;

  @Id({ example: EXAMPLE.userId, nullable: true })
  actor!: string | null;

  @Id({ example: EXAMPLE.apiKeyId, nullable: true, description: 'Null for the key of the environment.' })
  apiKeyId!: string | null;

  @Choice(ACTIONS, { example: 'payment.approved' })
  action!: AuditAction;

  @Text({ example: 'payment', max: 60 })
  targetKind!: string;

  @Text({ example: EXAMPLE.paymentId, max: 100 })
  targetId!: string;

  @JsonObject({ example: { order: 'K7Q-281' } })
  detail!: object;

  @Instant({ example: EXAMPLE.at })
  at!: Date;
}

export class AuditPage extends PageDto(AuditEntryDto) {}
