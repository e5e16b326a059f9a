import { MISS_POLICIES, type MissPolicy } from '../../fair-draw/index.js';
import { Part, Parts } from '../http/composite-fields.dto.js';
import { Choice, Flag, Text, Whole } from '../http/fields.dto.js';
import type { DrawMethod } from '../../raffle/index.js';

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
  @Choice([...MISS_POLICIES, 'next_draw'], {
    example: 'house',
    description:
      'house: the prize stays. next_draw: the next lottery draw decides. next_up, next_down, nearest: a neighbour wins, which is not even: see the odds in the draw-preview. seeded: the digits feed a random sequence.',
  })
  policy!: MissPolicy | 'next_draw';

  @Whole({
    min: 1,
    max: 100,
    optional: true,
    neededIf: (rule) => 'policy' in rule && rule.policy === 'next_draw',
    description: 'With next_draw, and needed there: how many draws count at most.',
  })
  maxDraws?: number;

  @Choice(MISS_POLICIES, {
    optional: true,
    description: 'With next_draw: what follows the last one; house unless told.',
  })
  // oxlint-disable-next-line unicorn/no-thenable -- a word of the draw's rules; never awaited
  then?: MissPolicy;
}

/** An official lottery, its draw and its results. */
class LotterySourceDto {
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

  @Whole({ example: 5, min: 1, max: 20, description: 'How many of its draws make the value together.' })
  draws!: number;
}

export class SeedPromiseDto {
  @Text({ example: 'Notaría 5', max: 100, description: 'Who gives the seed, as buyers know them.' })
  party!: string;

  @Text({
    example: '8d2c'.repeat(16),
    max: 64,
    pattern: /^[0-9a-f]{64}$/,
    description: 'SHA-256 commitment of fairdraw/1 over the raffle’s id and 32 secret bytes.',
  })
  seedHash!: string;
}

export class ExternalValueDto {
  @Choice(['none', 'drand', 'lottery'], {
    example: 'drand',
    description: 'What is mixed with the seeds. With none, whoever knows all seeds knows the result.',
  })
  kind!: 'none' | 'drand' | 'lottery';

  @Whole({ min: 600, max: 604_800, optional: true, description: 'With drand; 3600 unless told.' })
  minLeadS?: number;

  @Part(() => LotterySourceDto, {
    optional: true,
    neededIf: (external) => 'kind' in external && external.kind === 'lottery',
  })
  lottery?: LotterySourceDto;
}

const modeIs =
  (...modes: readonly DrawMethod['mode'][]) =>
  (method: object): boolean =>
    modes.some((mode) => mode === ('mode' in method ? (method.mode ?? 'lottery') : 'lottery'));
const byLottery = modeIs('lottery', 'lottery_seeded');
const byDigits = modeIs('lottery');

/** How the winners are found; each mode has its own fields. */
export class DrawMethodDto {
  @Choice(['lottery', 'drand', 'lottery_seeded', 'commit_reveal', 'manual'], {
    example: 'lottery',
    optional: true,
    description:
      'lottery (unless told): digits of an official result are the winning number. drand: a round of the public beacon feeds a random sequence. lottery_seeded: so do the digits of several lottery draws. commit_reveal: so do the seeds of witnesses. manual: people draw printed slips and somebody enters what came out, where the law wants no program; buyers can check the list, not the result.',
  })
  mode?: DrawMethod['mode'];

  @Whole({
    min: 600,
    max: 604_800,
    optional: true,
    description:
      'With drand: seconds between the closing of the list and the round at least; 3600 unless told.',
  })
  minLeadS?: number;

  @Text({
    example: 'Lotería Nacional',
    max: 100,
    optional: true,
    neededIf: byLottery,
    description: 'Whose result decides.',
  })
  source?: string;

  @Text({
    example: '2847',
    max: 32,
    optional: true,
    neededIf: byLottery,
    description: 'The lottery’s own id of the draw that decides.',
  })
  firstDraw?: string;

  @Flag({
    example: true,
    optional: true,
    description: 'Later draws have the following ids, so none can be skipped.',
  })
  consecutive?: boolean;

  @Parts(() => ResultPositionDto, { min: 1, max: 20, optional: true, neededIf: byLottery })
  positions?: ResultPositionDto[];

  @Parts(() => DigitExtractorDto, { min: 1, max: 100, optional: true, neededIf: byDigits })
  extractors?: DigitExtractorDto[];

  @Choice(['suffix', 'modulo'], { example: 'suffix', optional: true, neededIf: byDigits })
  map?: 'suffix' | 'modulo';

  @Flag({ example: false, optional: true })
  zeroIsTop?: boolean;

  @Part(() => MissRuleDto, {
    optional: true,
    neededIf: byDigits,
    description: 'What happens to a prize whose number nobody bought.',
  })
  onMiss?: MissRuleDto;

  @Whole({
    min: 1,
    max: 20,
    optional: true,
    neededIf: modeIs('lottery_seeded'),
    description: 'With lottery_seeded: how many lottery draws.',
  })
  draws?: number;

  @Parts(() => SeedPromiseDto, { min: 1, max: 16, optional: true, neededIf: modeIs('commit_reveal') })
  seeds?: SeedPromiseDto[];

  @Part(() => ExternalValueDto, { optional: true, neededIf: modeIs('commit_reveal') })
  external?: ExternalValueDto;

  @Text({
    example: 'Salón Ejidal, calle 5',
    max: 100,
    optional: true,
    neededIf: modeIs('manual'),
    description: 'With manual: where the slips are drawn. Everybody may come and watch.',
  })
  place?: string;
}
