import { Part, Parts } from '../http/composite-fields.dto.js';
import { Choice, Flag, Text, Whole } from '../http/fields.dto.js';

const WORD = /^[A-Za-z0-9._-]{1,32}$/;

export class ResultPositionDto {
  @Text({ example: 'first', max: 32, pattern: WORD })
  id!: string;

  @Whole({ example: 5, min: 1, max: 18, description: 'Digits the lottery publishes at this position.' })
  width!: number;

  @Whole({ example: 0, min: 0, max: Number.MAX_SAFE_INTEGER })
  first!: number;

  @Whole({ example: 99999, min: 0, max: Number.MAX_SAFE_INTEGER })
  last!: number;
}

export class DigitExtractorDto {
  @Text({ example: 'first-last3', max: 32, pattern: WORD })
  id!: string;

  @Text({ example: 'first', max: 32, pattern: WORD })
  position!: string;

  @Choice(['first', 'last'], { example: 'last' })
  take!: 'first' | 'last';

  @Whole({ example: 3, min: 1, max: 18 })
  n!: number;
}

export class MissRuleDto {
  @Choice(['house', 'next_draw'], { example: 'house' })
  policy!: 'house' | 'next_draw';

  @Whole({
    min: 1,
    max: 100,
    optional: true,
    neededIf: (rule) => 'policy' in rule && rule.policy === 'next_draw',
    description: 'With next_draw, and needed there: how many draws count at most.',
  })
  maxDraws?: number;

  @Choice(['house'], { optional: true, description: 'With next_draw: what follows the last one.' })
  // oxlint-disable-next-line unicorn/no-thenable -- a word of the draw's rules; never awaited
  then?: 'house';
}

/** lottery/direct of fairdraw/1: digits of an official lottery result are the winning number. */
export class DrawMethodDto {
  @Text({ example: 'Lotería Nacional', max: 100, description: 'Whose result decides.' })
  source!: string;

  @Text({ example: '2847', max: 32, description: 'The lottery’s own id of the draw that decides.' })
  firstDraw!: string;

  @Flag({
    example: true,
    optional: true,
    description: 'Later draws have the following ids, so none can be skipped.',
  })
  consecutive?: boolean;

  @Parts(() => ResultPositionDto, { min: 1, max: 20 })
  positions!: ResultPositionDto[];

  @Parts(() => DigitExtractorDto, { min: 1, max: 100 })
  extractors!: DigitExtractorDto[];

  @Choice(['suffix', 'modulo'], { example: 'suffix' })
  map!: 'suffix' | 'modulo';

  @Flag({ example: false, optional: true })
  zeroIsTop?: boolean;

  @Part(() => MissRuleDto, { description: 'What happens to a prize whose number nobody bought.' })
  onMiss!: MissRuleDto;
}
