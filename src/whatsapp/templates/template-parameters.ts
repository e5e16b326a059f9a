import { filled } from './template-definition.js';

/** Meta counts the filled body (error 132005). */
const BODY = 1024;
/** A parameter may not be empty. */
const NOTHING = '—';

/**
 * Values as Meta takes them: no line breaks, tabs or wide gaps (error 132008), never empty, and short enough together that the
 * filled body keeps below its limit; the longest is cut first.
 */
export function cleanParameters(
  body: string,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const clean = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, cleanParameter(value)]),
  );
  for (let over = filled(body, clean).length - BODY; over > 0; over = filled(body, clean).length - BODY) {
    const longest = Object.keys(clean)
      .filter((name) => body.includes(`{{${name}}}`))
      .toSorted((one, other) => (clean[other]?.length ?? 0) - (clean[one]?.length ?? 0))[0];
    const value = longest === undefined ? '' : (clean[longest] ?? '');
    if (longest === undefined || value.length <= 1) break;
    clean[longest] = cut(value, Math.max(1, value.length - over));
  }
  return clean;
}

/** One value: one line, single spaces. */
export function cleanParameter(value: string): string {
  const line = value
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return line === '' ? NOTHING : line;
}

/** At most `max` UTF-16 units, with an ellipsis where something is missing. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text
    .slice(0, max - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`;
}
