/** Bytes of a chunk; the last one of a file may be shorter. */
export const CHUNK = 1024 * 1024;

/**
 * Reads, as a statement or part of one, `length` bytes of a stored file from position `from` on, across its chunks: one row, `bytes`, null
 * beyond the end. No more than these are read from disk. The arguments are SQL: a uuid and two whole numbers.
 */
export function partOfBlob(id: string, from: string, length: string): string {
  const begin = `greatest(${from} - c.n::bigint * ${CHUNK}, 0)`;
  const end = `least(${from} + ${length} - c.n::bigint * ${CHUNK}, ${CHUNK})`;
  return `select string_agg(substr(c.bytes, (${begin} + 1)::int, (${end} - ${begin})::int), ''::bytea order by c.n) as bytes
    from blob_chunk c where c.blob_id = ${id} and c.n between (${from} / ${CHUNK})::int and ((${from} + ${length} - 1) / ${CHUNK})::int`;
}
