import { isId } from '../kernel/index.js';

/** Tells whether a value read back from JSON has the form we once gave it. */
export type Check = (value: unknown) => boolean;

export const text: Check = (value) => typeof value === 'string';
export const id: Check = (value) => typeof value === 'string' && isId(value);
export const whole: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
export const instant: Check = (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value));

export function oneOf(...values: readonly unknown[]): Check {
  return (value) => values.includes(value);
}

export function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

export function orNull(check: Check): Check {
  return (value) => value === null || check(value);
}

/** What rows of an older version of ours have not. */
export function orMissing(check: Check): Check {
  return (value) => value === undefined || check(value);
}

export function fields(checks: Readonly<Record<string, Check>>): Check {
  return (value) => isRecord(value) && Object.entries(checks).every(([name, check]) => check(value[name]));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
