import { EXAMPLE } from '../http/examples.js';
import { Parts, TextList } from '../http/composite-fields.dto.js';
import { Choice, Id, Instant, Text, Whole } from '../http/fields.dto.js';
import { PageDto } from '../http/page.dto.js';

/** Visible ASCII: Meta's tokens and secrets. */
const SECRET = /^[\x21-\x7e]+$/;

export class NewChannelDto {
  @Text({ example: '106540352242923', max: 30, pattern: /^\d+$/, description: 'Meta’s phone number id.' })
  phoneNumberId!: string;

  @Text({
    example: '102290129340398',
    max: 30,
    pattern: /^\d+$/,
    description: 'WhatsApp Business account id.',
  })
  businessAccountId!: string;

  @Text({
    example: 'EAAG-example-token',
    min: 8,
    max: 1000,
    pattern: SECRET,
    description: 'Kept encrypted, never shown again.',
  })
  accessToken!: string;

  @TextList({
    example: ['0123456789abcdef0123456789abcdef'],
    min: 1,
    max: 5,
    length: 200,
    pattern: /^[\x21-\x7e]{8,}$/,
    description: 'Newest first; several while rotating. Kept encrypted, never shown again.',
  })
  appSecrets!: string[];

  @Text({ example: '+52 55 1234 5678', max: 40, optional: true })
  displayPhoneNumber?: string;

  @Whole({ example: 70, min: 1, max: 1000, optional: true, description: '70 unless told: Meta allows 80.' })
  messagesPerSecond?: number;
}

/** One reason why a number may not send. */
export class ChannelStopDto {
  @Text({ example: 'payment_method', max: 100 })
  cause!: string;

  @Choice(['everything', 'templates', 'utility', 'marketing'], { example: 'everything' })
  scope!: 'everything' | 'templates' | 'utility' | 'marketing';

  @Instant({
    example: null,
    nullable: true,
    description: 'Not before then is Meta asked whether it is over.',
  })
  until!: string | null;

  @Instant({ example: null, nullable: true, description: 'When Meta told it; null: found out by failing.' })
  toldAt!: string | null;
}

/** A business phone number. */
export class ChannelDto {
  @Id({ example: EXAMPLE.channelId })
  id!: string;

  @Text({ example: '106540352242923', max: 30 })
  phoneNumberId!: string;

  @Text({ example: '102290129340398', max: 30 })
  businessAccountId!: string;

  @Text({ example: '+52 55 1234 5678', max: 40, nullable: true })
  displayPhoneNumber!: string | null;

  @Parts(() => ChannelStopDto, { description: 'Why it may not send now; empty: it sends.' })
  stops!: ChannelStopDto[];

  @Whole({ example: 70, min: 1, max: 1000 })
  messagesPerSecond!: number;

  @Instant({ example: EXAMPLE.at })
  createdAt!: Date;
}

export class ChannelPage extends PageDto(ChannelDto) {}
