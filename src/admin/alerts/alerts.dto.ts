import { EXAMPLE } from '../http/examples.js';
import { Choice, Id, Instant, Text, Whole } from '../http/fields.dto.js';
import { ListQuery, PageDto } from '../http/page.dto.js';

export const SEVERITIES = ['info', 'warning', 'critical'] as const;

export class AlertsQuery extends ListQuery {
  @Choice(['open', 'acknowledged'], { example: 'open', optional: true })
  state?: 'open' | 'acknowledged';
}

/** Something whoever runs the service must hear of. */
export class AlertDto {
  @Text({ example: '1077', max: 20 })
  id!: string;

  @Text({ example: 'account_restricted', max: 100, description: 'A stable word for programs.' })
  kind!: string;

  @Choice(SEVERITIES, { example: 'critical' })
  severity!: (typeof SEVERITIES)[number];

  @Id({ example: EXAMPLE.channelId, nullable: true })
  channel!: string | null;

  @Text({
    example: 'The two-step PIN of this number was changed.',
    max: 4000,
    description: 'What happened and what to do.',
  })
  message!: string;

  @Whole({ example: 1, min: 1, max: 2 ** 31 - 1, description: 'How often it happened while it was open.' })
  times!: number;

  @Instant({ example: EXAMPLE.at })
  firstAt!: Date;

  @Instant({ example: EXAMPLE.at })
  lastAt!: Date;

  @Instant({ example: null, nullable: true, description: 'Null: open.' })
  acknowledgedAt!: Date | null;

  @Id({ example: null, nullable: true, description: 'The person who did.' })
  acknowledgedBy!: string | null;
}

export class AlertPage extends PageDto(AlertDto) {}
