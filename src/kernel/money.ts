/** Money: integer minor units (cents) of an ISO 4217 currency, 0…2^53−1. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

/** Digits after the point of a currency, by CLDR as Node's ICU carries it (COP and CLP print none, the minor unit still counts cents where ISO 4217 says so). */
export function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/** True if `value` is an amount we store: an integer from 0 to 2^53−1. */
export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Price times quantity; null where it leaves the range we can store. */
export function times(price: Money, quantity: number): Money | null {
  const amountMinor = price.amountMinor * quantity;
  return isAmount(amountMinor) ? { amountMinor, currency: price.currency } : null;
}
