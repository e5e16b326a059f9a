import { EXAMPLE } from '../http/examples.js';
import { JsonObject } from '../http/composite-fields.dto.js';
import { Id, Instant, Text } from '../http/fields.dto.js';
import { PageDto } from '../http/page.dto.js';

export class AuditEntryDto {
  @Text({ example: '42', max: 20 })
  id!: string;

  @Id({ example: EXAMPLE.userId, nullable: true })
  actor!: string | null;

  @Id({ example: EXAMPLE.apiKeyId, nullable: true, description: 'Null for the key of the environment.' })
  apiKeyId!: string | null;

  @Text({ example: 'payment.approved', max: 60 })
  action!: string;

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
