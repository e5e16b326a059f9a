import type { FastifyRequest } from 'fastify';
import { parameters, textParameter } from './request.js';

export type Row = Record<string, unknown>;

export interface Page {
  data: Row[];
  paging?: { cursors: { before: string; after: string }; next?: string };
}

/**
 * One page of a list (Graph API › Paginated results): `limit` rows (default 25) after or before a cursor.
 * `next` is the address of the following page, while there is one; an empty page has no `paging`.
 */
export function page(rows: readonly Row[], request: FastifyRequest): Page {
  const given = parameters(request);
  const asked = Number(given['limit'] ?? 25);
  const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, 500) : 25;
  const after = position(rows, textParameter(given, 'after'));
  const before = position(rows, textParameter(given, 'before'));
  const start = before === undefined ? (after ?? -1) + 1 : Math.max(0, before - limit);
  const data = rows.slice(start, before === undefined ? start + limit : before);
  if (data.length === 0) return { data };
  const cursors = { before: cursorOf(rows, start), after: cursorOf(rows, start + data.length - 1) };
  const more = start + data.length < rows.length;
  return { data, paging: { cursors, ...(more ? { next: addressOf(request, cursors.after) } : {}) } };
}

/** Opaque. It names a row, and its place for when the row is gone meanwhile. */
function cursorOf(rows: readonly Row[], index: number): string {
  return Buffer.from(`${index} ${String(rows[index]?.['id'])}`).toString('base64url');
}

function position(rows: readonly Row[], cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const [index = '', id] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const found = rows.findIndex((row) => String(row['id']) === id);
  return found >= 0 ? found : Number(index) - 1;
}

function addressOf(request: FastifyRequest, after: string): string {
  const url = new URL(request.url, `${request.protocol}://${request.host}`);
  url.searchParams.set('after', after);
  url.searchParams.delete('before');
  return url.href;
}
