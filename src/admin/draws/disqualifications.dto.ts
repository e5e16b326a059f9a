import { DISQUALIFICATION_REASONS, DISQUALIFICATION_SCOPES, LONGEST_URL } from '../../raffle/index.js';
import type { DisqualificationReason, DisqualificationScope } from '../../raffle/index.js';
import { EXAMPLE } from '../http/examples.js';
import { Choice, Id, Instant, Text, Whole } from '../http/fields.dto.js';
import { PageDto } from '../http/page.dto.js';

const COMMENT = 'Tuvo 20 días hábiles para reclamarlo y no contestó a tres mensajes.';
const REASONS =
  'unclaimed: not claimed in time. ineligible: may not take part, by the rules. declined: does not want the prize. fraud: a paid number that was not honest. other: what the comment says.';
const SCOPES =
  'ticket: this number alone. holder: all numbers of this person, where the list knows a person by one pseudonym (`onePrizePerHolder`).';

/** Who is to lose a prize, and why. Comment and address stay between the organiser’s people; the reason is published. */
export class NewDisqualificationDto {
  @Text({ example: 'first', max: 32 })
  prizeId!: string;

  @Whole({ example: 1, min: 1, max: 1000, optional: true, description: '1 unless told.' })
  unit?: number;

  @Text({
    example: '218',
    max: 7,
    pattern: /^\d{1,7}$/,
    description:
      'The number that holds the prize now, as printed: so that nobody puts out another one by mistake.',
  })
  number!: string;

  @Choice(DISQUALIFICATION_REASONS, { example: 'unclaimed', description: REASONS })
  reason!: DisqualificationReason;

  @Choice(DISQUALIFICATION_SCOPES, { example: 'ticket', description: SCOPES })
  scope!: DisqualificationScope;

  @Text({ example: COMMENT, max: 1000, description: 'What happened. Never published.' })
  comment!: string;

  @Text({
    example: 'https://notaria5.example.mx/actas/118',
    max: LONGEST_URL,
    optional: true,
    description: 'Where it can be seen: an https address. Never published.',
  })
  sourceUrl?: string;
}

export class DisqualificationDto {
  @Id({ example: EXAMPLE.disqualificationId })
  id!: string;

  @Id({ example: EXAMPLE.drawId })
  drawId!: string;

  @Text({ example: 'first', max: 32 })
  prizeId!: string;

  @Whole({ example: 1, min: 1, max: 1000 })
  unit!: number;

  @Text({ example: '218', max: 7 })
  number!: string;

  @Choice(DISQUALIFICATION_REASONS, { example: 'unclaimed', description: REASONS })
  reason!: DisqualificationReason;

  @Choice(DISQUALIFICATION_SCOPES, { example: 'ticket', description: SCOPES })
  scope!: DisqualificationScope;

  @Text({ example: COMMENT, max: 1000 })
  comment!: string;

  @Text({ example: 'https://notaria5.example.mx/actas/118', max: LONGEST_URL, nullable: true })
  sourceUrl!: string | null;

  @Choice(['proposed', 'confirmed', 'withdrawn'], { example: 'proposed' })
  state!: 'proposed' | 'confirmed' | 'withdrawn';

  @Id({ example: EXAMPLE.userId })
  proposedBy!: string;

  @Instant({ example: EXAMPLE.at })
  proposedAt!: Date;

  @Id({ example: null, nullable: true })
  confirmedBy!: string | null;

  @Instant({ example: null, nullable: true })
  confirmedAt!: Date | null;

  @Whole({
    example: null,
    min: 1,
    max: 1_000_000,
    nullable: true,
    description:
      'Its place among the events of the draw, as in the certificate and the public log; null until confirmed.',
  })
  seq!: number | null;

  @Whole({
    example: null,
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    nullable: true,
    description: 'The round of drand that decides who follows, where the rules say `fresh`.',
  })
  round!: number | null;
}

export class DisqualificationPage extends PageDto(DisqualificationDto) {}
