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

export class BillableCountDto {
  @Text({ example: 'utility', max: 60, description: 'Meta’s price category.' })
  category!: string;

  @Whole({ example: 140, min: 0, max: MOST })
  messages!: number;
}

/** Messages Meta charges for, to people who ordered in this raffle, from its first order on. */
export class BillableDto {
  @Whole({ example: 140, min: 0, max: MOST })
  messages!: number;

  @Parts(() => BillableCountDto)
  byCategory!: BillableCountDto[];

  @Whole({ example: 61, min: 0, max: MOST, description: 'Paid orders.' })
  purchases!: number;

  @Text({
    example: '2.30',
    max: 20,
    nullable: true,
    description: 'Messages for each completed purchase; null without any.',
  })
  perPurchase!: string | null;
}

export class StatsDto {
  @Part(() => NumberCountsDto)
  numbers!: NumberCountsDto;

  @Parts(() => OrderCountDto, { description: 'Orders and their money by state.' })
  orders!: OrderCountDto[];

  @Part(() => BillableDto)
  billable!: BillableDto;
}
