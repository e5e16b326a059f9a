import { Type } from 'class-transformer';
import { Part, Parts, TextList } from '../http/composite-fields.dto.js';
import { Choice, Flag, Text, Whole } from '../http/fields.dto.js';
import { MissRuleDto } from './draw-method.dto.js';

const MOST = 1_000_000;
const PROBABILITY = { max: 10, pattern: /^[01]\.\d{8}$/ };

export class DrawPreviewQuery {
  @Type(() => Number)
  @Whole({
    example: 500,
    min: 1,
    max: MOST,
    optional: true,
    description:
      'So many numbers are taken to be sold, taken by chance but each time the same. Unless told: all and half of a draft, the paid ones of a published raffle.',
  })
  sold?: number;
}

export class DrawWarningDto {
  @Choice(
    [
      'W_NO_EXTERNAL',
      'W_LOW_ENTROPY',
      'W_BIASED_FALLBACK',
      'W_UNREACHABLE',
      'W_UNIVERSE',
      'I_KNOWN_SUCCESSOR',
    ],
    {
      example: 'W_BIASED_FALLBACK',
    },
  )
  code!: string;

  @Text({ example: 'If nobody bought the number drawn, a neighbour wins.', max: 500 })
  sentence!: string;
}

export class FavourDto {
  @Text({ example: '417', max: 7 })
  number!: string;

  @Text({ example: '0.00900000', ...PROBABILITY, description: 'How likely it wins.' })
  chance!: string;

  @Text({ example: '4.50', max: 12, description: 'How many times the fair share that is.' })
  timesFair!: string;
}

export class SoldOddsDto {
  @Whole({ example: 500, min: 0, max: MOST })
  sold!: number;

  @Text({ example: 'With 500 sold, every one of them has the same chance.', max: 500 })
  sentence!: string;

  @Text({ example: '0.00000000', ...PROBABILITY, description: 'How likely nobody wins.' })
  nobody!: string;

  @Text({
    example: '0.00200000',
    ...PROBABILITY,
    nullable: true,
    description: 'What each number sold would have if all had the same; null where none can win.',
  })
  fairShare!: string | null;

  @Part(() => FavourDto, { nullable: true, description: 'The least favoured number sold.' })
  least!: FavourDto | null;

  @Part(() => FavourDto, { nullable: true, description: 'The most favoured number sold.' })
  most!: FavourDto | null;

  @Whole({ example: 0, min: 0, max: MOST, description: 'Numbers sold that cannot win at all.' })
  cannotWin!: number;
}

export class MissOddsDto {
  @Part(() => MissRuleDto, {
    nullable: true,
    description: 'Null where every draw finds a number that was sold.',
  })
  onMiss!: MissRuleDto | null;

  @Flag({ example: true, description: 'It is the rule of the raffle; the others are there to compare.' })
  chosen!: boolean;

  @Text({ example: 'If nobody bought the number drawn, the next higher number sold wins.', max: 500 })
  sentence!: string;

  @Parts(() => SoldOddsDto, {
    description:
      'Empty where odds are not counted: extractors that share a result, very many digits or draws.',
  })
  cases!: SoldOddsDto[];
}

export class PrizeOddsDto {
  @TextList({ example: ['first'], min: 1, max: 1000, length: 32, description: 'Prizes with the same odds.' })
  prizeIds!: string[];

  @Parts(() => MissOddsDto, { min: 1, description: 'The chosen rule first.' })
  rules!: MissOddsDto[];
}

/** How a raffle would be drawn, what is weak about it, and whom its rules favour. */
export class DrawPreviewDto {
  @Text({ example: 'Digits of Lotería Nacional, draw 2847, are the winning number.', max: 1000 })
  method!: string;

  @Parts(() => DrawWarningDto, { description: 'Weaknesses of the rules; codes of fairdraw/1.' })
  warnings!: DrawWarningDto[];

  @Parts(() => PrizeOddsDto, {
    min: 1,
    description: 'For one unit of a prize that is drawn alone: what earlier prizes take away is not counted.',
  })
  odds!: PrizeOddsDto[];
}
