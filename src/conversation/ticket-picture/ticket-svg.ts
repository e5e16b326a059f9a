/** Everything a ticket's picture says, in words. */
export interface TicketFace {
  readonly organiser: string;
  readonly title: string;
  readonly numbersCaption: string;
  readonly numbers: readonly string[];
  readonly lines: readonly (readonly [label: string, value: string])[];
  readonly codeCaption: string;
  readonly code: string;
  readonly notes: readonly string[];
}

/** A QR code: rows of modules, true = dark. */
export type Modules = readonly (readonly boolean[])[];

const WIDTH = 900;
const MARGIN = 56;
const QR_SIZE = 250;
/** Average advance of the typeface at size 1; a wide text is set smaller instead of running out of the picture. */
const ADVANCE = 0.58;
const DARK = '#14213d';
const SOFT = '#5c6478';

/** The ticket as an SVG of 900 × 1100; only texts, rectangles and one path, so that any renderer shows the same. */
export function ticketSvg(face: TicketFace, qr: Modules | null): string {
  const height = 1100;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="Noto Sans">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<rect width="${WIDTH}" height="210" fill="${DARK}"/>`,
    line(face.organiser, MARGIN, 78, { size: 28, fill: '#c9d3ea' }),
    line(face.title, MARGIN, 152, { size: 54, fill: '#ffffff', bold: true }),
    line(face.numbersCaption, MARGIN, 278, { size: 28, fill: SOFT }),
    ...numberGrid(face.numbers),
    ...face.lines.flatMap(([label, value], row) => [
      line(label, MARGIN, 620 + row * 48, { size: 26, fill: SOFT }),
      line(value, MARGIN + 150, 620 + row * 48, { size: 26, fill: DARK, width: WIDTH - 2 * MARGIN - 150 }),
    ]),
    line(face.codeCaption, MARGIN, 912, { size: 26, fill: SOFT, width: 500 }),
    line(face.code, MARGIN, 968, { size: 40, fill: DARK, bold: true, width: 500 }),
    ...face.notes.map((note, row) =>
      line(note, MARGIN, 1024 + row * 32, { size: 24, fill: SOFT, width: 520 }),
    ),
    ...(qr === null ? [] : [qrPath(qr, WIDTH - MARGIN - QR_SIZE, 820)]),
    '</svg>',
  ].join('\n');
}

/** Up to six a row; fewer are larger. */
function numberGrid(numbers: readonly string[]): string[] {
  const columns = numbers.length <= 3 ? 3 : numbers.length <= 8 ? 4 : 6;
  const cell = (WIDTH - 2 * MARGIN) / columns;
  const size = { 3: 84, 4: 62, 6: 36 }[columns];
  const step = { 3: 110, 4: 110, 6: 54 }[columns];
  return numbers.map((number, i) =>
    line(number, MARGIN + (i % columns) * cell, 300 + size + Math.floor(i / columns) * step, {
      size,
      fill: DARK,
      bold: true,
      width: cell - 16,
    }),
  );
}

interface Style {
  readonly size: number;
  readonly fill: string;
  readonly bold?: boolean;
  readonly width?: number;
}

function line(
  text: string,
  x: number,
  y: number,
  { size, fill, bold = false, width = WIDTH - 2 * MARGIN }: Style,
): string {
  const fits = Math.min(size, Math.floor(width / (ADVANCE * Math.max(text.length, 1))));
  const weight = bold ? ' font-weight="700"' : '';
  return `<text x="${x}" y="${y}" font-size="${fits}" fill="${fill}"${weight}>${escaped(text)}</text>`;
}

function qrPath(modules: Modules, left: number, top: number): string {
  const step = QR_SIZE / modules.length;
  const dark = modules.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  return `<path transform="translate(${left} ${top}) scale(${step})" fill="#000000" shape-rendering="crispEdges" d="${dark.join('')}"/>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Control characters are no XML. */
function escaped(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ').replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
