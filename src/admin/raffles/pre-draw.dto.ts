import { OmitType } from '@nestjs/swagger';
import { Part, Parts } from '../http/composite-fields.dto.js';
import { Instant, Text, Whole } from '../http/fields.dto.js';
import { DrawMethodDto } from './draw-method.dto.js';
import { PrizeDto } from './prize.dto.js';

/** A draw before the main one, with prizes, rules and a list of its own. */
export class NewPreDrawDto {
  @Text({ example: 'Presorteo de enero', max: 40, description: 'As buyers read it; unique in the raffle.' })
  name!: string;

  @Instant({
    example: '2037-01-15T18:00:00-06:00',
    description: 'Who has sent the money by then takes part. Freeze the list after it.',
  })
  listClosesAt!: Date;

  @Instant({ example: '2037-01-16T20:00:00-06:00' })
  drawAt!: Date;

  @Whole({
    example: 120,
    min: 0,
    max: 10_080,
    optional: true,
    description: 'How long before `drawAt` the list must be frozen. 120 unless told.',
  })
  disputeMinutes?: number;

  @Part(() => DrawMethodDto, { optional: true, description: 'A round of drand decides unless told.' })
  drawMethod?: DrawMethodDto;

  @Parts(() => PrizeDto, { min: 1, max: 1000, description: 'In the order in which they are drawn.' })
  prizes!: PrizeDto[];
}

export class PreDrawDto extends OmitType(NewPreDrawDto, ['disputeMinutes', 'drawMethod']) {
  @Whole({ example: 120, min: 0, max: 10_080 })
  disputeMinutes!: number;

  @Part(() => DrawMethodDto)
  drawMethod!: DrawMethodDto;
}
