import { Part, Parts } from '../http/composite-fields.dto.js';
import { EXAMPLE } from '../http/examples.js';
import { Id, Text, Whole } from '../http/fields.dto.js';

const MOST = Number.MAX_SAFE_INTEGER;
const MONTH = /^20\d\d-(0[1-9]|1[0-2])$/;

/** What messages cost by the operator's rate card. Meta's invoice decides. */
export class EstimateDto {
  @Text({
    example: '119.85',
    max: 40,
    pattern: /^\d+(\.\d{1,6})?$/,
    description: 'In minor units with decimals: 119.85 of USD are 1.1985 dollars.',
  })
  minorUnits!: string;

  @Text({ example: 'USD', min: 3, max: 3, pattern: /^[A-Z]{3}$/, description: 'ISO 4217.' })
  currency!: string;

  @Whole({
    example: 0,
    min: 0,
    max: MOST,
    description: 'Messages the card has no price for; not in the sum.',
  })
  unpriced!: number;
}

export class BillableCountDto {
  @Text({ example: 'utility', max: 60, description: 'Meta’s price category.' })
  category!: string;

  @Whole({ example: 140, min: 0, max: MOST })
  messages!: number;
}

export class CostsQuery {
  @Text({
    example: '2027-01',
    max: 7,
    pattern: MONTH,
    optional: true,
    description: 'First month (UTC); this one unless told.',
  })
  from?: string;

  @Text({
    example: '2027-01',
    max: 7,
    pattern: MONTH,
    optional: true,
    description: 'Last month; `from` unless told.',
  })
  to?: string;

  @Id({ example: EXAMPLE.channelId, optional: true })
  channel?: string;

  @Text({ example: 'service', max: 100, optional: true, description: 'Meta’s price category.' })
  category?: string;

  @Id({
    example: EXAMPLE.raffleId,
    optional: true,
    description:
      'Only messages of this raffle: those of its purchases, and others about it to people who ordered.',
  })
  raffle?: string;
}

export class MarketCountDto {
  @Text({
    example: 'Mexico',
    max: 200,
    nullable: true,
    description: 'As the rate card calls it; null without a card.',
  })
  market!: string | null;

  @Whole({ example: 141, min: 0, max: MOST })
  messages!: number;
}

export class CostItemDto {
  @Text({ example: '2027-01', max: 7 })
  month!: string;

  @Id({ example: EXAMPLE.channelId })
  channel!: string;

  @Text({ example: 'service', max: 512, description: 'Meta’s price category, as Meta wrote it.' })
  category!: string;

  @Whole({ example: 141, min: 0, max: MOST, description: 'Messages Meta charges for.' })
  messages!: number;

  @Whole({ example: 12, min: 0, max: MOST, description: 'Messages Meta told to be free.' })
  free!: number;

  @Parts(() => MarketCountDto, { description: 'The charged messages by market.' })
  markets!: MarketCountDto[];

  @Part(() => EstimateDto, { nullable: true, description: 'Null without a rate card.' })
  estimate!: EstimateDto | null;
}

/** Free-form messages that cost nothing each month and number: an estimate, since Meta does not tell it. */
export class AllowanceDto {
  @Text({ example: '2027-01', max: 7 })
  month!: string;

  @Id({ example: EXAMPLE.channelId })
  channel!: string;

  @Whole({ example: 1000, min: 0, max: MOST })
  allowed!: number;

  @Whole({ example: 141, min: 0, max: MOST })
  used!: number;
}

export class CostTotalDto {
  @Whole({ example: 141, min: 0, max: MOST })
  messages!: number;

  @Whole({ example: 12, min: 0, max: MOST })
  free!: number;

  @Part(() => EstimateDto, { nullable: true, description: 'Were every charged message paid for.' })
  estimate!: EstimateDto | null;

  @Part(() => EstimateDto, {
    nullable: true,
    description:
      'Were the allowance of each month and number free. Null without a card, and with `raffle`: it is shared.',
  })
  afterAllowance!: EstimateDto | null;
}

export class CostsDto {
  @Text({ example: '2027-01', max: 7 })
  from!: string;

  @Text({ example: '2027-01', max: 7 })
  to!: string;

  @Part(() => CostTotalDto)
  total!: CostTotalDto;

  @Parts(() => CostItemDto, { max: 100_000 })
  items!: CostItemDto[];

  @Parts(() => AllowanceDto, { max: 100_000 })
  serviceAllowance!: AllowanceDto[];
}
