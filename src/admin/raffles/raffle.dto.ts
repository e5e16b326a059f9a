import { OmitType } from '@nestjs/swagger';
import { Part, Parts, TextList } from '../http/composite-fields.dto.js';
import { EXAMPLE } from '../http/examples.js';
import { Choice, Flag, Id, Instant, Text, Whole } from '../http/fields.dto.js';
import { PageDto } from '../http/page.dto.js';
import { PreDrawDto } from './pre-draw.dto.js';
import { MetaPermissionDto, NewRaffleDto } from './raffle-terms.dto.js';

export const RAFFLE_STATES = [
  'draft',
  'open',
  'paused',
  'closed',
  'reconciled',
  'frozen',
  'drawn',
  'settled',
  'cancelled',
] as const;

export class ProgressDto {
  @Whole({ example: 1000, min: 0, max: 1_000_000 })
  done!: number;

  @Whole({ example: 1000, min: 0, max: 1_000_000 })
  total!: number;
}

/** Terms that have a default when they are written. */
const DEFAULTED = [
  'metaPermission',
  'ageStep',
  'firstNumber',
  'width',
  'maxPerPerson',
  'holdMinutes',
  'disputeMinutes',
  'onePrizePerHolder',
  'preDraws',
] as const;

export class RaffleDto extends OmitType(NewRaffleDto, DEFAULTED) {
  @Id({ example: EXAMPLE.raffleId })
  id!: string;

  @Choice(RAFFLE_STATES, { example: 'open' })
  state!: (typeof RAFFLE_STATES)[number];

  @Part(() => MetaPermissionDto, { nullable: true })
  metaPermission!: MetaPermissionDto | null;

  @Flag({ example: true })
  ageStep!: boolean;

  @Flag({ example: false, description: 'It is shown with a picture of yours.' })
  hasPoster!: boolean;

  @Whole({ example: 0, min: 0, max: 9_999_999 })
  firstNumber!: number;

  @Whole({ example: 3, min: 1, max: 7 })
  width!: number;

  @Whole({ example: 20, min: 1, max: 1000 })
  maxPerPerson!: number;

  @Whole({ example: 120, min: 5, max: 10_080 })
  holdMinutes!: number;

  @Whole({ example: 120, min: 0, max: 10_080 })
  disputeMinutes!: number;

  @Flag({ example: true })
  onePrizePerHolder!: boolean;

  @Parts(() => PreDrawDto, { max: 10, description: 'Draws before the main one.' })
  preDraws!: PreDrawDto[];

  @Text({ example: null, max: 64, nullable: true, description: 'SHA-256 of the published rules, hex.' })
  rulesHash!: string | null;

  @Part(() => ProgressDto, { description: 'Numbers made, and after the freeze the list written.' })
  progress!: ProgressDto;

  @Instant({ example: EXAMPLE.at })
  createdAt!: Date;

  @Instant({ example: EXAMPLE.at, nullable: true })
  publishedAt!: Date | null;

  @Instant({ example: EXAMPLE.at, nullable: true })
  openedAt!: Date | null;

  @Instant({ example: null, nullable: true })
  pausedAt!: Date | null;

  @Instant({ example: null, nullable: true })
  closedAt!: Date | null;

  @Instant({ example: null, nullable: true })
  frozenAt!: Date | null;
}

export class PublishedRaffleDto extends RaffleDto {
  @TextList({
    example: ['Check the law of Mexico: permit of SEGOB (Dirección General de Juegos y Sorteos).'],
    min: 0,
    max: 20,
    length: 1000,
    description:
      'What law and Meta’s policy ask, and what is weak about the draw. Nothing here says that selling is allowed.',
  })
  advice!: string[];
}

export class RafflePage extends PageDto(RaffleDto) {}
