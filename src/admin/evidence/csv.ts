export type Cell = string | number | null;

/** One line of a CSV file (RFC 4180): comma, CRLF, quotes where needed. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** A whole small file: UTF-8 with a byte order mark, without which spreadsheets garble accents. */
export function csvFile(head: readonly string[], rows: readonly (readonly Cell[])[]): Buffer {
  return Buffer.from(csvHead(head) + rows.map(csvLine).join(''), 'utf8');
}

/** Byte order mark and first line of a file that is written in pieces. */
export function csvHead(head: readonly string[]): string {
  return `\ufeff${csvLine(head)}`;
}

function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  // a spreadsheet would run a text that begins like a formula; a number below zero begins like one too
  const runs = /^[=+\-@\t\r]/.test(value) && !/^-\d+(\.\d+)?$/.test(value);
  const text = runs ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
