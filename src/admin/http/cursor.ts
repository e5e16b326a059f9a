/** One page of a list: `nextCursor` is null on the last one. */
export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** Cursors are opaque to callers: the key of the last row shown, so that rows added meanwhile neither repeat nor hide others. */
export function writeCursor(key: string): string {
  return Buffer.from(`1:${key}`, 'utf8').toString('base64url');
}

/** The key inside a cursor, or null where it is none of ours. */
export function readCursor(cursor: string): string | null {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  return text.startsWith('1:') && writeCursor(text.slice(2)) === cursor ? text.slice(2) : null;
}

/** Cuts the row beyond `limit` off: it only tells that there is more. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => string,
  show: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items: shown.map(show), nextCursor: more ? writeCursor(keyOf(last)) : null };
}
