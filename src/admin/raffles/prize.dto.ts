import { TextList } from '../http/composite-fields.dto.js';
import { Text, Whole } from '../http/fields.dto.js';

export class PrizeDto {
  @Text({ example: 'first', max: 32, pattern: /^[A-Za-z0-9._-]{1,32}$/ })
  prizeId!: string;

  @Text({ example: 'Motocicleta 150 cc', max: 60 })
  name!: string;

  @Whole({ example: 1, min: 1, max: 1000 })
  units!: number;

  @TextList({
    example: ['first-last3'],
    min: 1,
    max: 100,
    length: 32,
    optional: true,
    description: 'Extractors in order of trial: where digits of a lottery decide, and needed there.',
  })
  extract?: string[];
}
