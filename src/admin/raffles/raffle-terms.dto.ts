import { PartialType } from '@nestjs/swagger';
import { Part, Parts } from '../http/composite-fields.dto.js';
import { EXAMPLE } from '../http/examples.js';
import { Choice, Flag, Instant, Text, Whole } from '../http/fields.dto.js';
import { MoneyDto } from '../http/money.dto.js';
import { jurisdictionOf } from '../../raffle/index.js';
import { DrawMethodDto } from './draw-method.dto.js';
import { NewPreDrawDto } from './pre-draw.dto.js';
import { PrizeDto } from './prize.dto.js';

export class OrganiserDto {
  @Text({ example: 'Asociación Deportiva del Valle', max: 120 })
  name!: string;

  @Text({ example: 'ADV010101AB1', max: 40, optional: true })
  taxId?: string;

  @Text({ example: 'rifas@example.com', max: 200, optional: true })
  contact?: string;

  @Text({ example: '20270001PS00', max: 200, optional: true, description: 'The permit as it must be shown.' })
  permit?: string;
}

export class TransferAccountDto {
  @Text({ example: 'Banco del Valle', max: 60 })
  bank!: string;

  @Text({ example: 'Asociación Deportiva del Valle', max: 120 })
  holder!: string;

  @Text({ example: '012345678901234567', max: 60 })
  account!: string;

  @Text({ example: 'CLABE', max: 30, description: 'What the account number is called: CLABE, Nequi, CCI, …' })
  kind!: string;
}

/** Meta counts paid raffles as gambling: whoever sells in chat states here what permission there is, and who answers for it. */
export class NewMetaPermissionDto {
  @Choice(['granted', 'unconfirmed'], { example: 'unconfirmed' })
  status!: 'granted' | 'unconfirmed';

  @Text({ max: 200, optional: true, description: 'Meta’s reference; needed where granted.' })
  ref?: string;

  @Text({ example: 'Lucía Robles', max: 120, description: 'The person who takes responsibility.' })
  acceptedBy!: string;
}

export class MetaPermissionDto extends NewMetaPermissionDto {
  @Text({ example: EXAMPLE.at, max: 40, format: 'date-time' })
  at!: string;
}

function drawnByProgram(code: unknown): boolean {
  return typeof code === 'string' && jurisdictionOf(code)?.draw === 'program';
}

/** The terms an organiser writes. Publishing locks price, numbers and method. */
export class NewRaffleDto {
  @Text({ example: 'moto-enero', min: 2, max: 63, pattern: /^[a-z0-9][a-z0-9-]{1,62}$/ })
  slug!: string;

  @Text({ example: 'Gran rifa de la moto', max: 60 })
  title!: string;

  @Choice(['chat', 'web', 'free'], { example: 'chat', description: 'How it is sold. There is no default.' })
  salesMode!: 'chat' | 'web' | 'free';

  @Text({
    example: 'MX',
    max: 6,
    pattern: /^([A-Z]{2}(-[A-Z0-9]{1,3})?|OTHER)$/,
    description: 'ISO 3166-1 alpha-2, or 3166-2 where a part of a country has its own law, or OTHER.',
  })
  jurisdiction!: string;

  @Part(() => NewMetaPermissionDto, { optional: true })
  metaPermission?: NewMetaPermissionDto;

  @Flag({
    example: true,
    optional: true,
    description: 'Buyers state their age before any offer. On unless told.',
  })
  ageStep?: boolean;

  @Part(() => MoneyDto, { description: 'Price of one number.' })
  price!: MoneyDto;

  @Whole({ example: 0, min: 0, max: 9_999_999, optional: true, description: '0 unless told.' })
  firstNumber?: number;

  @Whole({ example: 1000, min: 1, max: 1_000_000, description: 'How many numbers there are.' })
  emission!: number;

  @Whole({
    example: 3,
    min: 1,
    max: 7,
    optional: true,
    description: 'Digits printed: those of the last number unless told.',
  })
  width?: number;

  @Whole({ example: 20, min: 1, max: 1000, optional: true, description: '20 unless told.' })
  maxPerPerson?: number;

  @Whole({ example: 120, min: 5, max: 10_080, optional: true, description: '120 unless told.' })
  holdMinutes?: number;

  @Text({ example: 'America/Mexico_City', max: 60, description: 'IANA name: every date is shown in it.' })
  timeZone!: string;

  @Instant({ example: '2037-01-30T18:00:00-06:00' })
  salesCloseAt!: Date;

  @Instant({ example: '2037-01-31T20:00:00-06:00' })
  drawAt!: Date;

  @Whole({
    example: 120,
    min: 0,
    max: 10_080,
    optional: true,
    description:
      'How long before `drawAt` the list must be frozen, so that buyers can check it and object. 120 unless told.',
  })
  disputeMinutes?: number;

  @Part(() => DrawMethodDto, {
    optional: true,
    neededIf: (raffle) => !('jurisdiction' in raffle) || !drawnByProgram(raffle.jurisdiction),
    description: 'May be left out where the law allows a program to draw: then a round of drand decides.',
  })
  drawMethod?: DrawMethodDto;

  @Flag({ example: true, optional: true, description: 'On unless told.' })
  onePrizePerHolder?: boolean;

  @Text({ example: 'Si la rifa se cancela se devuelve el precio completo en 5 días hábiles.', max: 2000 })
  refundPolicy!: string;

  @Part(() => OrganiserDto)
  organiser!: OrganiserDto;

  @Part(() => TransferAccountDto, { description: 'Where buyers send their transfer.' })
  transferAccount!: TransferAccountDto;

  @Parts(() => PrizeDto, { min: 1, max: 1000, description: 'In the order in which they are drawn.' })
  prizes!: PrizeDto[];

  @Parts(() => NewPreDrawDto, {
    max: 10,
    optional: true,
    description:
      'Draws before the main one among those who have paid by then, in the order of their times. Their numbers stay in the later draws.',
  })
  preDraws?: NewPreDrawDto[];
}

/** What changes in a draft; the rest stays. */
export class RafflePatchDto extends PartialType(NewRaffleDto, { skipNullProperties: false }) {}

export class PublishDto {
  @Part(() => NewMetaPermissionDto, { optional: true, description: 'If the draft does not have it.' })
  metaPermission?: NewMetaPermissionDto;
}
