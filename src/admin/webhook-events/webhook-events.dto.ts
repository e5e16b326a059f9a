import { ApiProperty } from '@nestjs/swagger';
import { EXAMPLE } from '../http/examples.js';
import { Choice, Flag, Id, Instant, Text, Whole } from '../http/fields.dto.js';
import { ListQuery, PageDto } from '../http/page.dto.js';

export const EVENT_KINDS = ['message', 'status', 'change', 'unreadable'] as const;
export const EVENT_STATES = ['pending', 'done', 'parked', 'skipped', 'ignored', 'unreadable'] as const;

export class EventsQuery extends ListQuery {
  @Choice(EVENT_STATES, { example: 'parked', optional: true })
  state?: (typeof EVENT_STATES)[number];

  @Choice(EVENT_KINDS, { example: 'message', optional: true })
  kind?: (typeof EVENT_KINDS)[number];

  @Text({ example: 'messages', max: 100, optional: true })
  field?: string;
}

/** One update Meta sent: an element of `messages[]` or `statuses[]`, or any other change. */
export class WebhookEventDto {
  @Text({ example: '1042', max: 20 })
  id!: string;

  @Text({ example: 'messages', max: 512, nullable: true })
  field!: string | null;

  @Choice(EVENT_KINDS, { example: 'message' })
  kind!: (typeof EVENT_KINDS)[number];

  @Text({
    example: 'text',
    max: 512,
    nullable: true,
    description: 'Message type, status word, or what another change says happened.',
  })
  type!: string | null;

  @Id({ example: EXAMPLE.channelId, nullable: true })
  channel!: string | null;

  @Id({ example: EXAMPLE.contactId, nullable: true })
  contact!: string | null;

  @Choice(EVENT_STATES, { example: 'done' })
  state!: (typeof EVENT_STATES)[number];

  @Whole({ example: 1, min: 1, max: 2 ** 31 - 1, description: 'How often Meta sent it.' })
  seen!: number;

  @Flag({
    example: false,
    description: 'A sample of the dashboard’s Test button: never acted on, never answered.',
  })
  test!: boolean;

  @Whole({ example: 0, min: 0, max: 2 ** 31 - 1 })
  tries!: number;

  @Text({ example: null, max: 1000, nullable: true, description: 'Why it failed or was ignored.' })
  fault!: string | null;

  @Instant({ example: EXAMPLE.at })
  received!: Date;

  @Instant({ example: EXAMPLE.at, nullable: true })
  done!: Date | null;

  @ApiProperty({
    description: 'As Meta sent it; text where it is no JSON.',
    example: {
      from: '16505551234',
      id: 'wamid.HBgL…',
      timestamp: '1800000000',
      type: 'text',
      text: { body: 'hola' },
    },
    oneOf: [
      { type: 'object', additionalProperties: true },
      { type: 'array', items: {} },
      { type: 'string' },
      { type: 'number' },
      { type: 'boolean' },
      { type: 'null' },
    ],
  })
  payload!: unknown;
}

export class WebhookEventPage extends PageDto(WebhookEventDto) {}
