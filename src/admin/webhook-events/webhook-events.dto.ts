import { ApiProperty } from '@nestjs/swagger';
import { JsonObject, Parts } from '../http/composite-fields.dto.js';
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

  @Text({ example: 'text', max: 512, optional: true, description: 'Message type or status word.' })
  type?: string;

  @Text({ example: 'wamid.HBgNNTIxNTU1MDAwMTExMRUCABEYEjBG', max: 512, optional: true })
  wamid?: string;

  @Id({ example: EXAMPLE.channelId, optional: true })
  channel?: string;

  @Id({ example: EXAMPLE.contactId, optional: true, description: 'Messages of this person.' })
  contact?: string;

  @Instant({ example: '2027-01-15T00:00:00Z', optional: true, description: 'Received then or later.' })
  from?: Date;

  @Instant({ example: '2027-01-16T00:00:00Z', optional: true, description: 'Received before.' })
  before?: Date;

  @Choice(['true', 'false'], {
    example: 'false',
    optional: true,
    description: 'Sent by the Test button of Meta’s dashboard.',
  })
  test?: 'true' | 'false';
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

  @Text({ example: 'wamid.HBgNNTIxNTU1MDAwMTExMRUCABEYEjBG', max: 512, nullable: true })
  wamid!: string | null;

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

  @Instant({ example: EXAMPLE.at, nullable: true, description: 'Meta’s own time of it, where it told one.' })
  sent!: Date | null;

  @Instant({ example: EXAMPLE.at })
  received!: Date;

  @Instant({ example: EXAMPLE.at, nullable: true })
  done!: Date | null;

  @Text({
    example: null,
    max: 200,
    nullable: true,
    description: 'What to know about it: a test, a pruned body, hidden people.',
  })
  note!: string | null;

  @JsonObject({
    example: { heard: 'text', intent: 'greeting', from: 'new', to: 'consent', said: ['consent_request'] },
    nullable: true,
    description:
      'What the conversation decided on it, in words of ours; null for what is none of its business.',
  })
  decision!: object | null;

  @ApiProperty({
    description:
      'As Meta sent it; text where it is no JSON. Without the scope `admin` people are hidden in it: `•••`.',
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

/** Samples of one field that the dashboard's Test button sent. */
export class TestCountDto {
  @Text({ example: 'messages', max: 512, nullable: true })
  field!: string | null;

  @Whole({ example: 3, min: 1, max: 2 ** 31 - 1 })
  times!: number;

  @Instant({ example: EXAMPLE.at })
  first!: Date;

  @Instant({ example: EXAMPLE.at })
  last!: Date;
}

export class TestCountsDto {
  @Parts(() => TestCountDto)
  items!: TestCountDto[];
}
