import { EXAMPLE } from '../http/examples.js';
import { Part, Parts, TextList } from '../http/composite-fields.dto.js';
import { Choice, Flag, Id, Instant, Text, Whole } from '../http/fields.dto.js';
import { MoneyDto } from '../http/money.dto.js';
import { ListQuery, PageDto } from '../http/page.dto.js';
import { ORDER_STATES } from '../orders/orders.dto.js';

const PAYMENT_STATES = ['in_review', 'approved', 'rejected', 'cancelled'] as const;
const RECEIPT_STATES = ['waiting', 'stored', 'refused'] as const;

export class PaymentsQuery extends ListQuery {
  @Choice(PAYMENT_STATES, { example: 'in_review', optional: true })
  state?: (typeof PAYMENT_STATES)[number];

  @Id({ example: EXAMPLE.raffleId, optional: true })
  raffleId?: string;
}

export class RejectDto {
  @Text({
    example: 'El importe no coincide: faltan 50.00 MXN.',
    max: 300,
    description: 'Told to the buyer as it is.',
  })
  reason!: string;
}

export class ReceiptDto {
  @Id({ example: EXAMPLE.receiptId })
  id!: string;

  @Choice(RECEIPT_STATES, { example: 'stored' })
  state!: (typeof RECEIPT_STATES)[number];

  @Text({ example: null, max: 20, nullable: true, description: 'too_big, wrong_type, gone or checksum.' })
  refusedReason!: string | null;

  @Instant({ example: EXAMPLE.at, description: 'Meta’s time of the message.' })
  sentAt!: Date;

  @Flag({ example: false, description: 'Passed on from another chat: a reason to look twice.' })
  forwarded!: boolean;

  @Text({ example: 'image/jpeg', max: 40, nullable: true })
  mediaType!: string | null;

  @Whole({ example: 184320, min: 0, max: 10_485_760, nullable: true, description: 'Bytes.' })
  size!: number | null;

  @TextList({
    example: [],
    min: 0,
    max: 10,
    length: 10,
    description: 'Codes of other orders the very same file was sent for: look twice; it proves nothing.',
  })
  duplicateOf!: string[];
}

/** Reasons to look twice before approving. */
export class PaymentFlagsDto {
  @Flag({
    example: false,
    description: 'The receipt came after the numbers were gone: approving means owing the money back.',
  })
  numbersGone!: boolean;

  @Flag({ example: false, description: 'A receipt’s file was sent for another order too.' })
  duplicateReceipt!: boolean;

  @Flag({ example: false, description: 'No receipt could be read (or none has been fetched yet).' })
  noReadableReceipt!: boolean;
}

export class PaymentDto {
  @Id({ example: EXAMPLE.paymentId })
  id!: string;

  @Choice(PAYMENT_STATES, { example: 'in_review' })
  state!: (typeof PAYMENT_STATES)[number];

  @Id({ example: EXAMPLE.orderId })
  orderId!: string;

  @Text({ example: 'K7Q-281', max: 10 })
  orderCode!: string;

  @Choice(ORDER_STATES, { example: 'in_review' })
  orderState!: (typeof ORDER_STATES)[number];

  @Id({ example: EXAMPLE.raffleId })
  raffleId!: string;

  @Id({ example: EXAMPLE.contactId })
  contactId!: string;

  @TextList({ example: ['007', '045'], min: 1, max: 1000, length: 7 })
  numbers!: string[];

  @Part(() => MoneyDto)
  amount!: MoneyDto;

  @Text({ example: null, max: 300, nullable: true })
  rejectReason!: string | null;

  @Parts(() => ReceiptDto)
  receipts!: ReceiptDto[];

  @Part(() => PaymentFlagsDto)
  flags!: PaymentFlagsDto;

  @Instant({ example: EXAMPLE.at })
  createdAt!: Date;

  @Instant({ example: null, nullable: true })
  decidedAt!: Date | null;

  @Id({ example: null, nullable: true })
  decidedBy!: string | null;
}

export class DecidedPaymentDto extends PaymentDto {
  @Choice(['approved', 'refund_owed', 'rejected', 'already'], {
    example: 'approved',
    description: '`already`: it had been decided like this before; nothing changed.',
  })
  outcome!: 'approved' | 'refund_owed' | 'rejected' | 'already';
}

export class PaymentPage extends PageDto(PaymentDto) {}
