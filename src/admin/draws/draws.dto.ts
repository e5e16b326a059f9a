import { LARGEST_SOURCE, LONGEST_URL, SOURCE_TYPES } from '../../raffle/index.js';
import { EXAMPLE } from '../http/examples.js';
import { Parts, Part, TextMap } from '../http/composite-fields.dto.js';
import { Choice, Flag, Id, Instant, Text, Whole } from '../http/fields.dto.js';
import { PageDto } from '../http/page.dto.js';
import { RaffleDto } from '../raffles/raffle.dto.js';

export class ReconcileDto {
  @Text({ example: 'Revisado contra el estado de cuenta del 30 de enero.', max: 1000, optional: true })
  note?: string;
}

const CHECKS = ['numbers', 'orders', 'placement', 'money', 'log', 'entries'] as const;
const MOST = Number.MAX_SAFE_INTEGER;

export class ReconciliationLineDto {
  @Choice(CHECKS, { example: 'money' })
  check!: (typeof CHECKS)[number];

  @Whole({ example: 1800000, min: 0, max: MOST })
  expected!: number;

  @Whole({ example: 1800000, min: 0, max: MOST })
  found!: number;

  @Whole({ example: 0, min: -MOST, max: MOST })
  difference!: number;
}

/** Numbers, orders, journal, log and list, each counted apart: a named person confirmed that they agree. */
export class ReconciliationDto {
  @Id({ example: EXAMPLE.userId })
  by!: string;

  @Text({ example: EXAMPLE.at, max: 40, format: 'date-time' })
  at!: string;

  @Text({ example: null, max: 1000, nullable: true })
  note!: string | null;

  @Parts(() => ReconciliationLineDto)
  table!: ReconciliationLineDto[];
}

export class ReconciledDto {
  @Part(() => ReconciliationDto)
  reconciliation!: ReconciliationDto;

  @Part(() => RaffleDto)
  raffle!: RaffleDto;
}

export class FrozenDto {
  @Id({ example: EXAMPLE.drawId, description: 'Its proof page is `/draws/<id>`.' })
  drawId!: string;

  @Flag({ example: true, description: 'Whether the list and its fingerprint are published.' })
  committed!: boolean;

  @Part(() => RaffleDto)
  raffle!: RaffleDto;
}

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
/** Base64 makes four characters of three bytes. */
const LONGEST_FILE = Math.ceil(LARGEST_SOURCE / 3) * 4;

/** The official list as a picture. Everybody can see it on the proof page once the result is confirmed. */
export class NewSourceFileDto {
  @Choice(SOURCE_TYPES, { example: 'image/png' })
  mediaType!: (typeof SOURCE_TYPES)[number];

  @Text({
    example: PIXEL,
    min: 4,
    max: LONGEST_FILE,
    description: 'The file in base64, 10 MB at most.',
  })
  content!: string;
}

export class SourceFileDto {
  @Choice(SOURCE_TYPES, { example: 'image/png' })
  mediaType!: string;

  @Whole({ example: 70, min: 1, max: LARGEST_SOURCE, description: 'Bytes.' })
  size!: number;

  @Text({ example: '4b0e6f7a'.repeat(8), max: 64, description: 'In hexadecimal, as in the public log.' })
  sha256!: string;
}

/** An official result, typed from the lottery’s own publication. There is no place for a raffle number in it. */
export class NewLotteryResultDto {
  @Text({
    example: '2847',
    max: 64,
    description: 'The lottery’s own id of its draw: the one the rules name.',
  })
  lotteryDrawId!: string;

  @Instant({ example: '2037-01-31T20:00:00-06:00', description: 'In whole seconds.' })
  drawnAt!: Date;

  @Text({ example: 'Lotería Nacional', max: 100 })
  source!: string;

  @TextMap({
    example: { first: '40218' },
    value: /^\d{1,18}$/,
    max: 20,
    description: 'The full digits of every declared position, leading zeros kept.',
  })
  results!: Record<string, string>;

  @Text({
    example: 'https://loteria.example.mx/resultados/2847',
    max: LONGEST_URL,
    optional: true,
    description:
      'Where the lottery published it: an https address, linked on the proof page. This or `sourceFile` is needed.',
  })
  sourceUrl?: string;

  @Part(() => NewSourceFileDto, { optional: true })
  sourceFile?: NewSourceFileDto;
}

export class LotteryResultDto {
  @Id({ example: EXAMPLE.resultId })
  id!: string;

  @Id({ example: EXAMPLE.drawId })
  drawId!: string;

  @Whole({ example: 0, min: 0, max: 100, description: '0 = the first lottery draw of the rules.' })
  position!: number;

  @Text({ example: '2847', max: 64 })
  lotteryDrawId!: string;

  @Instant({ example: '2037-02-01T02:00:00.000Z' })
  drawnAt!: Date;

  @Text({ example: 'Lotería Nacional', max: 100 })
  source!: string;

  @TextMap({ example: { first: '40218' }, value: /^\d{1,18}$/, max: 20 })
  results!: Record<string, string>;

  @Text({
    example: 'https://loteria.example.mx/resultados/2847',
    max: LONGEST_URL,
    nullable: true,
    description:
      'To be opened before confirming. Null with a file alone, and for results of before this was asked.',
  })
  sourceUrl!: string | null;

  @Part(() => SourceFileDto, {
    nullable: true,
    description: 'Look at it before confirming: `GET /lottery-results/<id>/source`.',
  })
  sourceFile!: SourceFileDto | null;

  @Choice(['entered', 'confirmed', 'withdrawn'], { example: 'entered' })
  state!: 'entered' | 'confirmed' | 'withdrawn';

  @Id({ example: EXAMPLE.userId })
  enteredBy!: string;

  @Instant({ example: EXAMPLE.at })
  enteredAt!: Date;

  @Id({ example: null, nullable: true })
  confirmedBy!: string | null;

  @Instant({ example: null, nullable: true })
  confirmedAt!: Date | null;
}

export class LotteryResultPage extends PageDto(LotteryResultDto) {}

export class SlotDto {
  @Text({ example: 'first', max: 32 })
  prizeId!: string;

  @Whole({ example: 1, min: 1, max: 1000 })
  unit!: number;

  @Choice(['won', 'vacant', 'pending'], {
    example: 'won',
    description: 'vacant: the number was not sold, the prize stays. pending: the next lottery draw decides.',
  })
  status!: 'won' | 'vacant' | 'pending';

  @Text({ example: '218', max: 7, nullable: true })
  number!: string | null;
}

export class DrawDto {
  @Id({ example: EXAMPLE.drawId, description: 'Proof, certificate and list are under `/draws/<id>`.' })
  id!: string;

  @Whole({
    example: 1,
    min: 1,
    max: 1000,
    description: 'Issue of the certificate: under next_draw each result makes a new one.',
  })
  issueNo!: number;

  @Choice(['drawn', 'already'], {
    example: 'drawn',
    description: '`already`: the confirmed results were drawn before; this is that draw.',
  })
  outcome!: 'drawn' | 'already';

  @Flag({ example: false, description: 'Drawn by hand: people entered what came out.' })
  manual!: boolean;

  @Parts(() => SlotDto)
  slots!: SlotDto[];
}
