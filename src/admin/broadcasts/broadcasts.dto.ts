import { BROADCAST_STATES, SEGMENT_KINDS, type BroadcastState, type Segment } from '../../broadcast/index.js';
import { JsonObject, Part, TextMap } from '../http/composite-fields.dto.js';
import { EXAMPLE } from '../http/examples.js';
import { Choice, Id, Instant, Text, Whole } from '../http/fields.dto.js';
import { PageDto } from '../http/page.dto.js';

export class SegmentDto {
  @Choice(SEGMENT_KINDS, {
    example: 'not_bought',
    description:
      'Always among people who asked for offers: everybody, who has paid numbers of a raffle, who has none.',
  })
  kind!: Segment['kind'];

  @Id({ example: EXAMPLE.raffleId, optional: true, description: 'For `bought` and `not_bought`.' })
  raffleId?: string;
}

export class NewBroadcastDto {
  @Id({ example: EXAMPLE.channelId, description: 'The number that sends it.' })
  channelId!: string;

  @Text({
    example: 'new_raffle',
    max: 512,
    pattern: /^[a-z0-9_]+$/,
    description: 'An approved marketing template.',
  })
  template!: string;

  @Text({ example: 'es', max: 10, pattern: /^[a-z]{2,3}(_[A-Za-z]{2,4})?$/ })
  language!: string;

  @TextMap({
    example: {
      organiser: 'Rifas Sota',
      raffle: 'Moto',
      prize: 'Italika 250Z',
      price: '$50.00 MXN',
      draw_date: '20 dic',
    },
    value: /^[^\n\t]{1,200}$/,
    max: 20,
    description: 'A value for each of the template’s variables, the same for everybody.',
  })
  parameters!: Record<string, string>;

  @Id({ example: EXAMPLE.raffleId, optional: true, description: 'The raffle its button opens in the chat.' })
  raffleId?: string;

  @Part(() => SegmentDto)
  segment!: SegmentDto;
}

export class EstimateDto {
  @Text({ example: 'USD', max: 3 })
  currency!: string;

  @Text({ example: '1250.5', max: 40, description: 'Minor units with decimals. Meta’s invoice decides.' })
  minorUnits!: string;

  @Whole({ example: 0, min: 0, max: 1_000_000_000, description: 'Messages the rate card has no price for.' })
  unpriced!: number;
}

/** What starting it now would mean. */
export class BroadcastPreviewDto {
  @Whole({ example: 1200, min: 0, max: 1_000_000_000 })
  recipients!: number;

  @Whole({
    example: 900,
    min: 0,
    max: 1_000_000_000,
    description: 'Those who have not written within 24 hours.',
  })
  outsideWindow!: number;

  @Whole({
    example: 250,
    min: 0,
    max: 1_000_000_000,
    nullable: true,
    description: 'People a day; null: no limit.',
  })
  dailyLimit!: number | null;

  @Whole({ example: 5, min: 1, max: 100_000, description: 'Days until the last one has it.' })
  days!: number;

  @Part(() => EstimateDto, { nullable: true, description: 'Null without a rate card.' })
  estimate!: EstimateDto | null;
}

/** Where its messages are, in people. */
export class BroadcastReportDto {
  @Whole({ example: 1200, min: 0, max: 1_000_000_000 })
  recipients!: number;

  @Whole({ example: 700, min: 0, max: 1_000_000_000, description: 'Not yet in the outbox.' })
  waiting!: number;

  @Whole({ example: 20, min: 0, max: 1_000_000_000, description: 'In the outbox, not sent.' })
  unsent!: number;

  @Whole({
    example: 450,
    min: 0,
    max: 1_000_000_000,
    description: 'Taken by Meta; delivered and read ones included.',
  })
  accepted!: number;

  @Whole({ example: 430, min: 0, max: 1_000_000_000 })
  delivered!: number;

  @Whole({ example: 310, min: 0, max: 1_000_000_000 })
  read!: number;

  @Whole({ example: 10, min: 0, max: 1_000_000_000 })
  failed!: number;

  @JsonObject({ example: { opted_out: 20 }, description: 'People left out or dropped, by reason.' })
  leftOut!: Readonly<Record<string, number>>;

  @JsonObject({ example: { withheld_by_meta: 10 }, description: 'Failures by reason.' })
  failures!: Readonly<Record<string, number>>;

  @Whole({
    example: 3,
    min: 0,
    max: 1_000_000_000,
    description: 'People who stopped offers after they got it.',
  })
  optedOutSince!: number;

  @Whole({ example: 430, min: 0, max: 1_000_000_000, description: 'Messages Meta charges for.' })
  billable!: number;
}

export class BroadcastDto {
  @Id({ example: EXAMPLE.broadcastId })
  id!: string;

  @Id({ example: EXAMPLE.channelId })
  channelId!: string;

  @Text({ example: 'new_raffle', max: 512 })
  template!: string;

  @Text({ example: 'es', max: 10 })
  language!: string;

  @JsonObject({
    example: {
      organiser: 'Rifas Sota',
      raffle: 'Moto',
      prize: 'Italika 250Z',
      price: '$50.00 MXN',
      draw_date: '20 dic',
    },
  })
  parameters!: Readonly<Record<string, string>>;

  @Part(() => SegmentDto)
  segment!: Segment;

  @Choice(BROADCAST_STATES, { example: 'running' })
  state!: BroadcastState;

  @Text({ example: null, max: 100, nullable: true, description: 'Why nobody is being added at the moment.' })
  waitsFor!: string | null;

  @Instant({ example: EXAMPLE.at })
  createdAt!: Date;

  @Instant({ example: EXAMPLE.at, nullable: true })
  startedAt!: Date | null;

  @Instant({ example: null, nullable: true })
  endedAt!: Date | null;
}

/** With what it would mean (drafts) or what became of it. */
export class BroadcastDetailDto extends BroadcastDto {
  @Part(() => BroadcastPreviewDto, { nullable: true, description: 'Drafts only.' })
  preview!: BroadcastPreviewDto | null;

  @Part(() => BroadcastReportDto, { nullable: true, description: 'Once started.' })
  report!: BroadcastReportDto | null;
}

export class BroadcastPage extends PageDto(BroadcastDto) {}
