import { invariant } from '../../kernel/index.js';

/** Price lists know fractions of a cent: amounts are counted in millionths of a minor unit, so that sums stay exact. */
const PARTS = 1_000_000n;
const DIGITS = 6;
const TEXT = /^\d{1,9}(?:\.\d{1,6})?$/;

/** True for a price in minor units as the rate card writes it: `"0.34"`, at most six decimals. */
export function isRateText(text: unknown): text is string {
  return typeof text === 'string' && TEXT.test(text);
}

/** `"0.34"` minor units as millionths: 340000. Sums may be longer than a rate. */
export function readRate(text: string): bigint {
  invariant(/^\d+(?:\.\d{1,6})?$/.test(text), 'minor units are checked where they are read');
  const [whole = '0', decimals = ''] = text.split('.');
  return BigInt(whole) * PARTS + BigInt(decimals.padEnd(DIGITS, '0'));
}

/** Millionths as minor units in text, without trailing zeros: 340000 is `"0.34"`. */
export function writeRate(millionths: bigint): string {
  const decimals = (millionths % PARTS).toString().padStart(DIGITS, '0').replace(/0+$/, '');
  return decimals === '' ? `${millionths / PARTS}` : `${millionths / PARTS}.${decimals}`;
}
