import { BillableCountDto, EstimateDto } from '../costs/costs.dto.js';
import { ORDER_STATES } from '../orders/orders.dto.js';
import { Parts, Part } from '../http/composite-fields.dto.js';
import { Choice, Text, Whole } from '../http/fields.dto.js';
import { MoneyDto } from '../http/money.dto.js';

const MOST = Number.MAX_SAFE_INTEGER;

export class NumberCountsDto {
  @Whole({ example: 860, min: 0, max: MOST })
  free!: number;

  @Whole({ example: 12, min: 0, max: MOST })
  held!: number;

  @Whole({ example: 8, min: 0, max: MOST })
  inReview!: number;

  @Whole({ example: 120, min: 0, max: MOST })
  paid!: number;

  @Whole({ example: 0, min: 0, max: MOST })
  void!: number;
}

export class OrderCountDto {
  @Choice(ORDER_STATES, { example: 'paid' })
  state!: (typeof ORDER_STATES)[number];

  @Whole({ example: 61, min: 0, max: MOST })
  orders!: number;

  @Part(() => MoneyDto)
  amount!: MoneyDto;
}

/**
 * Messages Meta charges for: those of the raffle's purchases, and others about it to people who ordered. To a purchase belongs
 * what its buyer was sent after the ticket of the purchase before, up to the ticket of this one.
 */
export class BillableDto {
  @Whole({ example: 140, min: 0, max: MOST })
  messages!: number;

  @Parts(() => BillableCountDto)
  byCategory!: BillableCountDto[];

  @Whole({ example: 122, min: 0, max: MOST, description: 'Those of purchases.' })
  inPurchases!: number;

  @Whole({ example: 61, min: 0, max: MOST, description: 'Orders that were paid, also those refunded later.' })
  purchases!: number;

  @Text({
    example: '2.00',
    max: 20,
    nullable: true,
    description: 'Messages for each completed purchase; null without any.',
  })
  perPurchase!: string | null;

  @Part(() => EstimateDto, { nullable: true, description: 'Of all `messages`; null without a rate card.' })
  estimate!: EstimateDto | null;
}

export class StatsDto {
  @Part(() => NumberCountsDto)
  numbers!: NumberCountsDto;

  @Parts(() => OrderCountDto, { description: 'Orders and their money by state.' })
  orders!: OrderCountDto[];

  @Part(() => BillableDto)
  billable!: BillableDto;
}
