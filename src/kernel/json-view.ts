import { cleanText } from './text.js';

export type JsonObject = { readonly [key: string]: unknown };

/** Meta's payloads drift: these readers take a value where it has the expected shape and nothing otherwise. */
export function asObject(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text of at most 512 units, fit for a column; numbers as they are written. */
export function asText(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return null;
  const text = cleanText(value, 512);
  return text === '' ? null : text;
}

const EARLIEST = Date.UTC(2009, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** Unix seconds, as text or number; some payloads carry milliseconds. Null outside 2009…2100. */
export function asTime(value: unknown): Date | null {
  const text = asText(value);
  if (text === null || !/^\d{9,14}$/.test(text)) return null;
  const number = Number(text);
  const ms = number > 100_000_000_000 ? number : number * 1000;
  return ms >= EARLIEST && ms < LATEST ? new Date(ms) : null;
}

/** A number, also one written as text: Meta prints ids and counts either way. */
export function asNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  const text = asText(value);
  return text !== null && /^-?\d{1,15}(\.\d{1,9})?$/.test(text) ? Number(text) : null;
}

/** Elements that are objects; one object without its list counts as a list of one. */
export function asObjects(value: unknown): readonly JsonObject[] {
  const one = asObject(value);
  return one === null
    ? asArray(value)
        .map(asObject)
        .filter((entry) => entry !== null)
    : [one];
}

/** Digits of a phone number as printed: `+57 300 111 2233`, `573001112233`. Null where there are too few. */
export function asDigits(value: unknown): string | null {
  const digits = asText(value)?.replaceAll(/\D/g, '') ?? '';
  return digits.length >= 5 ? digits : null;
}
