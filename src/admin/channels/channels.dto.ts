import { EXAMPLE } from '../http/examples.js';
import { Parts, TextList } from '../http/composite-fields.dto.js';
import { Choice, Flag, Id, Instant, Text, Whole } from '../http/fields.dto.js';
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

export class ResumeDto {
  @Flag({
    example: false,
    optional: true,
    description: 'Go on even where Meta does not say that the number may send. It may refuse what is sent.',
  })
  force?: boolean;
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

  @Choice(['read_back', 'person'], {
    example: 'read_back',
    description: 'What ends it: Meta saying so when asked, or that and somebody who resumes the number.',
  })
  endsBy!: 'read_back' | 'person';

  @Instant({ example: null, nullable: true, description: 'When somebody resumed it; Meta is being asked.' })
  confirmedAt!: string | null;
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

  @Whole({
    example: 70,
    min: 1,
    max: 1000,
    description: 'Received and sent together; follows what Meta says, up to what you allowed.',
  })
  messagesPerSecond!: number;

  @Choice(['standard', 'high', 'coexistence'], {
    example: 'standard',
    nullable: true,
    description: 'What Meta says; null until it answered.',
  })
  throughput!: 'standard' | 'high' | 'coexistence' | null;

  @Whole({
    example: 2000,
    min: 1,
    max: 2 ** 31 - 1,
    nullable: true,
    description:
      'People outside the 24-hour window the portfolio may write to per moving day. 2147483647: no limit. Null: Meta has not said, 250 is assumed.',
  })
  dailyRecipients!: number | null;

  @Text({ example: 'GREEN', max: 100, nullable: true, description: 'GREEN, YELLOW, RED or UNKNOWN.' })
  quality!: string | null;

  @Text({ example: 'APPROVED', max: 100, nullable: true, description: 'Of the display name.' })
  nameStatus!: string | null;

  @Text({ example: 'CONNECTED', max: 100, nullable: true, description: 'Of the number.' })
  status!: string | null;

  @Text({ example: 'APPROVED', max: 100, nullable: true, description: 'Meta’s review of the account.' })
  reviewStatus!: string | null;

  @Choice(['available', 'limited', 'blocked', 'unknown'], {
    example: 'available',
    nullable: true,
    description: 'Whether Meta says that it may send.',
  })
  canSend!: 'available' | 'limited' | 'blocked' | 'unknown' | null;

  @Text({
    example: 'number CONNECTED, PHONE_NUMBER available, WABA available',
    max: 600,
    nullable: true,
    description: 'What Meta answered, part by part, with its error codes.',
  })
  metaSays!: string | null;

  @Instant({ example: EXAMPLE.at, nullable: true, description: 'When Meta last answered.' })
  checkedAt!: Date | null;

  @Text({
    example: null,
    max: 200,
    nullable: true,
    description: 'Why the last try to ask gave no answer; null after an answer.',
  })
  checkFault!: string | null;

  @Instant({ example: EXAMPLE.at })
  createdAt!: Date;
}

export class ChannelPage extends PageDto(ChannelDto) {}
