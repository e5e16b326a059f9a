import { ticketLabel } from '../../kernel/index.js';

/** Words of others (titles, names, reasons) inside a sentence of ours: one line, none of WhatsApp's formatting marks, at most `max`. */
export function quoted(text: string, max: number): string {
  const line = text
    .replace(/[*~`]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return clip(line, max);
}

/** At most `max` UTF-16 units, as Meta counts, with an ellipsis where something is missing. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text
    .slice(0, max - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`;
}

/** Ticket numbers as printed, as many as `max` characters hold; `rest` words how many more there are. */
export function numberList(
  numbers: readonly number[],
  width: number,
  max: number,
  rest: (count: number) => string,
): string {
  return joined(
    numbers.map((number) => ticketLabel(number, width)),
    max,
    rest,
  );
}

/** Items with commas, as many as `max` characters hold. */
export function joined(items: readonly string[], max: number, rest: (count: number) => string): string {
  if (textOf(items, items.length, rest).length <= max) return textOf(items, items.length, rest);
  let shown = 0;
  while (shown + 1 < items.length && textOf(items, shown + 1, rest).length <= max) shown++;
  return clip(textOf(items, Math.max(1, shown), rest), max);
}

function textOf(items: readonly string[], shown: number, rest: (count: number) => string): string {
  const text = items.slice(0, shown).join(', ');
  return shown < items.length ? `${text} ${rest(items.length - shown)}` : text;
}
