import { asText } from '../../kernel/index.js';

export { asDigits, asObjects } from '../../kernel/index.js';

/**
 * An enumerated word of Meta in one spelling: `Needs Testing`, `needs-testing` and `NEEDS_TESTING` are the same. At most 80
 * letters, digits and underscores, so that it may stand in alerts and logs whatever was sent.
 */
export function asWord(value: unknown): string | null {
  const word = asText(value)
    ?.toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 80);
  return word === undefined || word === '' ? null : word;
}
