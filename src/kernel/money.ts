/** Money: integer minor units (cents) of an ISO 4217 currency, 0…2^53−1. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

const digitsOf = new Map<string, number>();

/**
 * Digits after the point of a currency, by CLDR as Node's ICU carries it. Asked for every price in every message, and a formatter
 * costs a hundred times its use.
 */
export function minorDigits(currency: string): number {
  let digits = digitsOf.get(currency);
  if (digits === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    digitsOf.set(currency, digits);
  }
  return digits;
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
