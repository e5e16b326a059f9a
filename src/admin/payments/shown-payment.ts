import { ticketLabel } from '../../kernel/index.js';
import type { PaymentView, ReceiptView } from '../../payment/index.js';
import type { PaymentDto, ReceiptDto } from './payments.dto.js';

/** A payment as this API shows it, with reasons to look twice. */
export function shownPayment(payment: PaymentView): PaymentDto {
  const { amountMinor, currency, width, hasNumbers, numbers, receipts, ...rest } = payment;
  return {
    ...rest,
    numbers: numbers.map((number) => ticketLabel(number, width)),
    amount: { amountMinor, currency },
    receipts: receipts.map(shownReceipt),
    flags: {
      numbersGone: !hasNumbers,
      duplicateReceipt: receipts.some((receipt) => receipt.duplicateOf.length > 0),
      noReadableReceipt: !receipts.some((receipt) => receipt.state === 'stored'),
    },
  };
}

function shownReceipt({ file, duplicateOf, ...receipt }: ReceiptView): ReceiptDto {
  return {
    ...receipt,
    mediaType: file?.mediaType ?? null,
    size: file?.size ?? null,
    duplicateOf: [...duplicateOf],
  };
}
