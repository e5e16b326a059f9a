import { EXAMPLE } from '../http/examples.js';
import { Part, Parts } from '../http/composite-fields.dto.js';
import { Choice, Flag, Id, Instant, Text, Whole } from '../http/fields.dto.js';

const MOST = 1_000_000;
const CHANNEL = /^(?!rfc3161$|whatsapp$)[a-z][a-z0-9-]{1,31}$/;

/** Where the fingerprint was seen, in the organiser’s own word. */
export class NewPinDto {
  @Text({
    example: 'newspaper',
    max: 32,
    pattern: CHANNEL,
    description: '`newspaper`, `notary`, `group`, `web`, or a word of your own; the service’s own are taken.',
  })
  channel!: string;

  @Instant({
    example: '2037-01-31T12:00:00-06:00',
    description: 'In whole seconds, after the freeze and before the draw.',
  })
  at!: Date;

  @Text({ example: 'El Sol del Valle, 31 de enero, página 12', max: 300 })
  ref!: string;

  @Text({
    example: 'https://elsol.example.mx/2037-01-31/12',
    max: 2000,
    optional: true,
    description: 'A public https address where anybody can look.',
  })
  proofUrl?: string;
}

export class PinDto {
  @Id({ example: EXAMPLE.resultId })
  id!: string;

  @Text({ example: 'newspaper', max: 40, description: '`rfc3161` is a time stamp this service verified.' })
  channel!: string;

  @Instant({ example: '2037-01-31T18:00:00.000Z' })
  at!: Date;

  @Text({ example: 'El Sol del Valle, 31 de enero, página 12', max: 300 })
  ref!: string;

  @Text({ example: 'https://elsol.example.mx/2037-01-31/12', max: 2000, nullable: true })
  proofUrl!: string | null;

  @Flag({
    example: false,
    description: 'Whether somebody independent signed it. Only this makes a draw `proven`.',
  })
  independent!: boolean;
}

/** How many buyers have the fingerprint in their chat, by what Meta tells. */
export class ReachDto {
  @Instant({
    example: '2037-02-01T02:00:00.000Z',
    description:
      'Only what was before counts: the time of the value that decides, as announced until there is one.',
  })
  valueAt!: Date;

  @Whole({ example: 420, min: 0, max: MOST })
  buyers!: number;

  @Whole({ example: 415, min: 0, max: MOST })
  sent!: number;

  @Whole({ example: 412, min: 0, max: MOST, description: 'Delivered or read.' })
  had!: number;

  @Flag({ example: false, description: 'Whether the count stands: the draw was carried out.' })
  final!: boolean;
}

export class DrawPinsDto {
  @Choice(['proven', 'consistent', 'manual'], {
    example: 'consistent',
    description:
      '`proven`: somebody independent signed the fingerprint before the value existed. `manual`: drawn by hand, pins vouch for the list alone.',
  })
  standing!: 'proven' | 'consistent' | 'manual';

  @Text({ example: '9f3a 61c0 9f3a 61c0 9f3a 61c0 9f3a 61c0', max: 39, description: 'As buyers see it.' })
  fingerprint!: string;

  @Part(() => ReachDto)
  reach!: ReachDto;

  @Parts(() => PinDto)
  pins!: PinDto[];
}
