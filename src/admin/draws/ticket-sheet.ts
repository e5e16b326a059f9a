/** A sheet of US Letter in points, from the lower left corner on, as PDF counts. */
export const LETTER = { width: 612, height: 792 } as const;

/** The slips of a sheet: whole points, and a margin of a centimetre, which every printer leaves white. */
const GRID = { columns: 5, rows: 12, left: 28.5, top: 762, wide: 111, high: 59 } as const;

/** Slips on one sheet. */
export const PER_SHEET = GRID.columns * GRID.rows;

/** How wide the words of a slip may be. */
export const LINE_WIDTH = GRID.wide - 10;

/** Where the foot of a sheet stands, and its two ends. */
export const FOOT = { y: 34, left: GRID.left, right: GRID.left + GRID.columns * GRID.wide } as const;

/** A line to cut along, from one point to another. */
export type Cut = readonly [fromX: number, fromY: number, toX: number, toY: number];

/** How many sheets it takes, with the one that says what they are. */
export function sheetsFor(slips: number): number {
  return 1 + Math.ceil(slips / PER_SHEET);
}

/** The middle of the upper edge of a slip, counted from 0 along the rows of its sheet. */
export function slipAt(slot: number): { x: number; y: number } {
  const column = slot % GRID.columns;
  const row = Math.floor(slot / GRID.columns);
  return { x: GRID.left + (column + 0.5) * GRID.wide, y: GRID.top - row * GRID.high };
}

/** The lines around the first slips of a sheet, and none around places left empty: an empty slip would be cut out and counted. */
export function cutsOf(slips: number): Cut[] {
  const rows = Math.ceil(slips / GRID.columns);
  const across = Array.from({ length: rows + 1 }, (_, row): Cut => {
    const y = GRID.top - row * GRID.high;
    const above = Math.min(slips - Math.max(row - 1, 0) * GRID.columns, GRID.columns);
    return [GRID.left, y, GRID.left + above * GRID.wide, y];
  });
  const down = Array.from({ length: Math.min(slips, GRID.columns) + 1 }, (_, column): Cut => {
    const x = GRID.left + column * GRID.wide;
    const beside = Math.ceil((slips - Math.max(column - 1, 0)) / GRID.columns);
    return [x, GRID.top, x, GRID.top - beside * GRID.high];
  });
  return slips === 0 ? [] : [...across, ...down];
}

/** A text that is no wider than `room`, with an ellipsis where something was cut off. @param widthOf in the unit of `room` */
export function cutToFit(text: string, room: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= room) return text;
  const letters = Array.from(text);
  while (letters.length > 0 && widthOf(`${letters.join('').trimEnd()}…`) > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
