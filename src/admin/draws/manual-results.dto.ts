import { LONGEST_URL } from '../../raffle/index.js';
import { Part, Parts } from '../http/composite-fields.dto.js';
import { Instant, Text, Whole } from '../http/fields.dto.js';
import { NewSourceFileDto } from './draws.dto.js';

export class DrawnSlipDto {
  @Text({ example: 'first', max: 32 })
  prizeId!: string;

  @Whole({
    example: 1,
    min: 1,
    max: 1000,
    optional: true,
    description: 'Which unit of the prize; 1 unless told.',
  })
  unit?: number;

  @Text({
    example: '218',
    max: 7,
    pattern: /^\d{1,7}$/,
    description: 'As printed on the slip, leading zeros kept.',
  })
  number!: string;
}

/** What people drew by hand. Only a draw whose rules say so takes it, and it is called manual wherever it is shown. */
export class NewManualResultDto {
  @Instant({ example: '2037-01-31T20:05:00-06:00', description: 'When it was drawn, in whole seconds.' })
  drawnAt!: Date;

  @Parts(() => DrawnSlipDto, {
    min: 0,
    max: 1000,
    description: 'Every unit of every prize, while slips are left; none where nobody takes part.',
  })
  winners!: DrawnSlipDto[];

  @Part(() => NewSourceFileDto, {
    description:
      'The acta as signed on the spot, scanned or photographed. Everybody can see it once the result is confirmed.',
  })
  sourceFile!: NewSourceFileDto;

  @Text({
    example: 'https://videos.example.org/sorteo',
    max: LONGEST_URL,
    optional: true,
    description: 'Where a recording is: an https address, linked on the proof page.',
  })
  sourceUrl?: string;
}
