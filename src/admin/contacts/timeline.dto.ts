import { JsonObject, Parts } from '../http/composite-fields.dto.js';
import { EXAMPLE } from '../http/examples.js';
import { Choice, Id, Instant, Text } from '../http/fields.dto.js';

export const ENTRY_KINDS = [
  'message_in',
  'message_out',
  'overheard',
  'news',
  'order',
  'payment',
  'consent',
  'action',
] as const;

/** One thing that happened to a person. */
export class TimelineEntryDto {
  @Text({ example: 'out-0000000000000001042', max: 80 })
  id!: string;

  @Instant({ example: EXAMPLE.at, description: 'When it reached, or happened at, the service.' })
  at!: Date;

  @Choice(ENTRY_KINDS, {
    example: 'message_out',
    description:
      'message_in: they wrote · message_out: we wrote · overheard: somebody else wrote in the chat · news: a trade room told the chat · order, payment, consent · action: a person of the organiser, or a merge',
  })
  kind!: (typeof ENTRY_KINDS)[number];

  @Text({ example: 'paid', max: 512, description: 'Message type, purpose, news, or what happened.' })
  what!: string;

  @Id({ example: EXAMPLE.channelId, nullable: true })
  channel!: string | null;

  @Text({ example: 'read', max: 40, nullable: true, description: 'What became of it, as of now.' })
  state!: string | null;

  @Text({
    example: '¡Pagado! Tu boleto es el 007.',
    max: 100_000,
    nullable: true,
    description: 'Its words; `•••` without the scope `chats`.',
  })
  text!: string | null;

  @Text({ example: null, max: 200, nullable: true })
  note!: string | null;

  @JsonObject({
    example: {
      message: EXAMPLE.orderId,
      orderId: EXAMPLE.orderId,
      sent: EXAMPLE.at,
      delivered: EXAMPLE.at,
      read: EXAMPLE.at,
      priceType: 'regular',
      priceCategory: 'service',
      billable: true,
    },
    description:
      'What else is known. Messages of ours: when each status came, price, order. Messages received: the stored event, what the conversation decided (`decision`).',
  })
  detail!: object;
}

export class TimelineDto {
  @Parts(() => TimelineEntryDto)
  items!: TimelineEntryDto[];

  @Text({ example: null, max: 400, nullable: true, description: 'Null on the last page.' })
  nextCursor!: string | null;
}
