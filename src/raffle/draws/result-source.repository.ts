import type { Blobs, Reader, Transaction } from '../../platform/index.js';
import { publicAddress, type ResultSource, type SourceInput } from './result-source.js';

/** Keeps where a result was read, for good. The result was entered in this transaction; `sourceFault` was asked. */
export async function keepSource(
  tx: Transaction,
  blobs: Blobs,
  resultId: string,
  { url, file }: SourceInput,
): Promise<void> {
  const blob = file === null ? null : await blobs.put(tx, file);
  await tx.run('insert into result_source (result_id, url, blob_id) values ($1, $2, $3)', [
    resultId,
    url === null ? null : publicAddress(url),
    blob?.id ?? null,
  ]);
}

/** Sources by result; a result of before sources were asked for has none. */
export async function sourcesOf(
  reader: Reader,
  resultIds: readonly string[],
): Promise<ReadonlyMap<string, ResultSource>> {
  const rows = await reader.rows<SourceRow>(
    `select s.result_id, s.url, s.blob_id, b.media_type, b.size::float8 as size, encode(b.sha256, 'hex') as sha256
     from result_source s left join blob b on b.id = s.blob_id where s.result_id = any($1::uuid[])`,
    [resultIds],
  );
  return new Map(rows.map((row) => [row.result_id, { url: row.url, file: fileOf(row) }]));
}

/** The source of one result; null where none was asked for. */
export async function sourceOf(reader: Reader, resultId: string): Promise<ResultSource | null> {
  return (await sourcesOf(reader, [resultId])).get(resultId) ?? null;
}

/** The source of the confirmed result at this place of a draw; null if there is none. */
export async function confirmedSource(
  reader: Reader,
  drawId: string,
  position: number,
): Promise<ResultSource | null> {
  const row = await reader.first<{ id: string }>(
    `select id from lottery_result where draw_id = $1 and position = $2 and state = 'confirmed'`,
    [drawId, position],
  );
  return row && sourceOf(reader, row.id);
}

interface SourceRow extends Record<string, unknown> {
  result_id: string;
  url: string | null;
  blob_id: string | null;
  media_type: string | null;
  size: number | null;
  sha256: string | null;
}

function fileOf({ blob_id: blobId, media_type: mediaType, size, sha256 }: SourceRow): ResultSource['file'] {
  if (blobId === null || mediaType === null || size === null || sha256 === null) return null;
  return { blobId, mediaType, size, sha256 };
}
