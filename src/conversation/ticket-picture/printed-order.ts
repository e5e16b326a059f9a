/** What is printed of a paid order. */
export interface PrintedOrder {
  readonly code: string;
  readonly numbers: readonly number[];
  readonly width: number;
  readonly amountMinor: number;
  readonly currency: string;
  readonly paidAt: Date;
  readonly validationCode: string;
  readonly raffleTitle: string;
  readonly timeZone: string;
  readonly drawAt: Date;
  readonly organiser: { readonly name: string; readonly permit?: string };
}
