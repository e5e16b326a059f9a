import type { Reader } from '../platform/index.js';
import type { OrderState } from '../raffle/index.js';
import type { PaymentState } from './payments.repository.js';

export interface ReceiptView {
  readonly id: string;
  readonly state: 'waiting' | 'stored' | 'refused';
  readonly refusedReason: string | null;
  /** Meta's time of the message. */
  readonly sentAt: Date;
  /** Passed on from another chat: a reason to look twice. */
  readonly forwarded: boolean;
  /** The stored file; null until it is there. */
  readonly file: { readonly blobId: string; readonly mediaType: string; readonly size: number } | null;
  /** Codes of other orders for which the very same file was sent: a reason to look twice, no verdict. */
  readonly duplicateOf: readonly string[];
}

export interface PaymentView {
  readonly id: string;
  readonly orderId: string;
  readonly orderCode: string;
  readonly orderState: OrderState;
  readonly raffleId: string;
  readonly contactId: string;
  readonly state: PaymentState;
  readonly amountMinor: number;
  readonly currency: string;
  readonly rejectReason: string | null;
  readonly createdAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly numbers: readonly number[];
  /** Digits of a printed number. */
  readonly width: number;
  /** False for a late receipt whose numbers are gone: approving it means owing the money back. */
  readonly hasNumbers: boolean;
  readonly receipts: readonly ReceiptView[];
}

interface PaymentRow {
  id: string;
  order_id: string;
  code: string;
  order_state: OrderState;
  raffle_id: string;
  contact_id: string;
  state: PaymentState;
  amount_minor: string;
  currency: string;
  reject_reason: string | null;
  created_at: Date;
  decided_at: Date | null;
  decided_by: string | null;
  numbers: number[];
  width: number;
  has_numbers: boolean;
}

interface ReceiptRow {
  id: string;
  payment_id: string;
  state: ReceiptView['state'];
  refused_reason: string | null;
  sent_at: Date;
  forwarded: boolean;
  blob_id: string | null;
  media_type: string | null;
  size: string | null;
  duplicate_of: string[];
}

const PAYMENTS = `
  select p.id, p.order_id, o.code, o.state as order_state, p.raffle_id, p.contact_id, p.state, p.amount_minor, p.currency,
         p.reject_reason, p.created_at, p.decided_at, p.decided_by, o.numbers, o.has_numbers, r.width
  from payment p join raffle_order o on o.id = p.order_id join raffle r on r.id = p.raffle_id`;

/** Payments oldest first, with receipts. `after` is the id of the last one seen; `limit` + 1 rows come back where there are more. */
export async function listPayments(
  reader: Reader,
  filter: { state: PaymentState | null; raffleId: string | null; after: string | null; limit: number },
): Promise<PaymentView[]> {
  const rows = await reader.rows<PaymentRow>(
    `${PAYMENTS}
     where ($1::text is null or p.state = $1) and ($2::uuid is null or p.raffle_id = $2) and ($3::uuid is null or p.id > $3)
     order by p.id limit $4`,
    [filter.state, filter.raffleId, filter.after, filter.limit + 1],
  );
  return withReceipts(reader, rows);
}

export async function paymentById(reader: Reader, id: string): Promise<PaymentView | null> {
  const rows = await reader.rows<PaymentRow>(
    `${PAYMENTS}
     where p.id = $1`,
    [id],
  );
  return (await withReceipts(reader, rows))[0] ?? null;
}

async function withReceipts(reader: Reader, payments: PaymentRow[]): Promise<PaymentView[]> {
  const receipts = await reader.rows<ReceiptRow>(
    `select r.id, r.payment_id, r.state, r.refused_reason, r.sent_at, r.forwarded, r.blob_id, b.media_type, b.size,
            array(select distinct o.code
                  from blob twin join receipt other on other.blob_id = twin.id join payment p on p.id = other.payment_id
                    join raffle_order o on o.id = p.order_id
                  where twin.sha256 = b.sha256 and other.payment_id <> r.payment_id
                  order by o.code limit 10) as duplicate_of
     from receipt r left join blob b on b.id = r.blob_id
     where r.payment_id = any($1::uuid[])
     order by r.id`,
    [payments.map((payment) => payment.id)],
  );
  const byPayment = Map.groupBy(receipts, (receipt) => receipt.payment_id);
  return payments.map((payment) => viewOf(payment, byPayment.get(payment.id) ?? []));
}

function viewOf(row: PaymentRow, receipts: readonly ReceiptRow[]): PaymentView {
  return {
    id: row.id,
    orderId: row.order_id,
    orderCode: row.code,
    orderState: row.order_state,
    raffleId: row.raffle_id,
    contactId: row.contact_id,
    state: row.state,
    amountMinor: Number(row.amount_minor),
    currency: row.currency,
    rejectReason: row.reject_reason,
    createdAt: row.created_at,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
    numbers: row.numbers,
    width: row.width,
    hasNumbers: row.has_numbers,
    receipts: receipts.map(receiptOf),
  };
}

function receiptOf(row: ReceiptRow): ReceiptView {
  const file =
    row.blob_id === null || row.media_type === null
      ? null
      : { blobId: row.blob_id, mediaType: row.media_type, size: Number(row.size) };
  return {
    id: row.id,
    state: row.state,
    refusedReason: row.refused_reason,
    sentAt: row.sent_at,
    forwarded: row.forwarded,
    file,
    duplicateOf: row.duplicate_of,
  };
}
