import { EXAMPLE } from '../http/examples.js';
import { Id, Instant, Text } from '../http/fields.dto.js';
import { PageDto } from '../http/page.dto.js';

export const CONVERSATION_EXAMPLE = `${EXAMPLE.channelId}:${EXAMPLE.contactId}`;

export class ConversationDto {
  @Text({ example: CONVERSATION_EXAMPLE, max: 73, description: '`<channel id>:<contact id>`' })
  id!: string;

  @Id({ example: EXAMPLE.channelId })
  channelId!: string;

  @Id({ example: EXAMPLE.contactId })
  contactId!: string;

  @Text({ example: 'Marta', max: 500, nullable: true })
  name!: string | null;

  @Instant({
    example: EXAMPLE.at,
    nullable: true,
    description: 'Since when a person has it; null: the bot answers.',
  })
  withHumanSince!: Date | null;

  @Text({ example: 'asked', max: 500, nullable: true })
  reason!: string | null;

  @Instant({ example: EXAMPLE.at, nullable: true })
  lastInboundAt!: Date | null;

  @Instant({ example: EXAMPLE.at, nullable: true, description: 'Free text reaches the person until then.' })
  windowEndsAt!: Date | null;
}

export class ConversationPage extends PageDto(ConversationDto) {}

export class ReplyDto {
  @Text({ example: 'Hola, soy Lucía. Ya reviso tu comprobante.', max: 4096 })
  text!: string;
}
