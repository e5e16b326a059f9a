import { asObject, cleanText, type JsonObject } from '../../kernel/index.js';

/** Meta's longest text body. */
const MAX_TEXT = 4096;

/** A text of a message, whole and fit for a column; null where there is none. */
export function bodyText(value: unknown): string | null {
  return typeof value === 'string' ? cleanText(value, MAX_TEXT) : null;
}

/** The object at this key; empty where there is none. */
export function part(message: JsonObject, key: string): JsonObject {
  return (Object.hasOwn(message, key) ? asObject(message[key]) : null) ?? {};
}
