import { asArray, asObject, asText, type JsonObject } from '../../kernel/index.js';

/** An enumerated word of Meta in one spelling: `Needs Testing`, `needs-testing` and `NEEDS_TESTING` are the same. */
export function asWord(value: unknown): string | null {
  const text = asText(value);
  return text === null
    ? null
    : text
        .trim()
        .toUpperCase()
        .replaceAll(/[\s-]+/g, '_');
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
