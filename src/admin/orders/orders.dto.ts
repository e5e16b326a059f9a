import { EXAMPLE } from '../http/examples.js';
import { Part, TextList } from '../http/composite-fields.dto.js';
import { Choice, Flag, Id, Instant, Text } from '../http/fields.dto.js';
import { MoneyDto } from '../http/money.dto.js';
import { ListQuery, PageDto } from '../http/page.dto.js';

export const ORDER_STATES = [
  'held',
  'in_review',
  'paid',
  'rejected',
  'expired',
  'cancelled',
  'refund_owed',
  'refunded',
] as const;

const ORIGINS = ['chat', 'web', 'seller', 'cash'] as const;

export class OrdersQuery extends ListQuery {
  @Id({ example: EXAMPLE.raffleId, optional: true })
  raffleId?: string;

  @Choice(ORDER_STATES, { example: 'held', optional: true })
  state?: (typeof ORDER_STATES)[number];
}

export class NewOrderDto {
  @Id({ example: EXAMPLE.raffleId })
  raffleId!: string;

  @Text({
    example: '+5215512345678',
    max: 16,
    pattern: /^\+[1-9]\d{6,14}$/,
    description: 'The buyer’s number, E.164.',
  })
  phone!: string;

  @TextList({
    example: ['007', '045'],
    min: 1,
    max: 1000,
    length: 7,
    pattern: /^\d{1,7}$/,
    description: 'As printed, with leading zeros.',
  })
  numbers!: string[];

  @Choice(['seller', 'cash'], { example: 'seller', optional: true, description: '`seller` unless told.' })
  origin?: 'seller' | 'cash';
}

export class OrderDto {
  @Id({ example: EXAMPLE.orderId })
  id!: string;

  @Text({ example: 'K7Q-281', max: 10, description: 'What people say in the chat.' })
  code!: string;

  @Id({ example: EXAMPLE.raffleId })
  raffleId!: string;

  @Id({ example: EXAMPLE.contactId })
  contactId!: string;

  @Choice(ORDER_STATES, { example: 'held' })
  state!: (typeof ORDER_STATES)[number];

  @Choice(ORIGINS, { example: 'seller' })
  origin!: (typeof ORIGINS)[number];

  @TextList({ example: ['007', '045'], min: 1, max: 1000, length: 7 })
  numbers!: string[];

  @Flag({ example: true, description: 'False for a late order whose numbers are gone.' })
  hasNumbers!: boolean;

  @Part(() => MoneyDto)
  amount!: MoneyDto;

  @Instant({ example: EXAMPLE.at, nullable: true })
  deadlineAt!: Date | null;

  @Text({ example: null, max: 500, nullable: true })
  rejectReason!: string | null;

  @Instant({ example: EXAMPLE.at })
  createdAt!: Date;

  @Instant({ example: null, nullable: true })
  paidAt!: Date | null;
}

export class OrderPage extends PageDto(OrderDto) {}
