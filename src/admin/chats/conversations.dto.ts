import { EXAMPLE } from '../http/examples.js';
import { Choice, Id, Instant, Text } from '../http/fields.dto.js';
import { PageDto } from '../http/page.dto.js';

export const CONVERSATION_EXAMPLE = `${EXAMPLE.channelId}:${EXAMPLE.contactId}`;

const SILENCES = ['human', 'echo', 'standby', 'handover'] as const;

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

  @Choice(SILENCES, {
    example: 'human',
    nullable: true,
    description:
      'Why the bot is silent: `human` (claimed or waiting for a person), `echo` (somebody writes from the app or another app), `standby` (another handler answers), `handover` (the chat was taken from us). Null: it answers.',
  })
  silentBecause!: (typeof SILENCES)[number] | null;

  @Instant({ example: EXAMPLE.at, nullable: true })
  silentSince!: Date | null;

  @Instant({ example: EXAMPLE.at, nullable: true, description: 'Null: until released or handed back.' })
  silentUntil!: Date | null;

  @Text({
    example: 'Marta (vecina)',
    max: 500,
    nullable: true,
    description: 'What the address book of the phone that shares the number calls the person.',
  })
  addressBookName!: string | null;

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
