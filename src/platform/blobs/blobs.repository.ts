import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/index.js';
import type { Reader, Transaction } from '../database/index.js';
import { CHUNK, partOfBlob } from './blob-sql.js';

const PART = partOfBlob('$1', '$2::bigint', '$3::bigint');

export interface BlobInfo {
  readonly id: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: Buffer;
}

/** Files every copy of the service must see (receipts, ledgers), in PostgreSQL in chunks of 1 MiB. */
@Injectable()
export class Blobs {
  /** Stores a stream or a buffer; it exists once the transaction commits. */
  async put(
    tx: Transaction,
    file: { mediaType: string; bytes: Buffer | AsyncIterable<Buffer> },
  ): Promise<BlobInfo> {
    const id = newId();
    const hash = createHash('sha256');
    let size = 0;
    let n = 0;
    for await (const chunk of inChunks(file.bytes)) {
      hash.update(chunk);
      size += chunk.length;
      await tx.run('insert into blob_chunk (blob_id, n, bytes) values ($1, $2, $3)', [id, n++, chunk]);
    }
    const sha256 = hash.digest();
    await tx.run('insert into blob (id, media_type, size, sha256) values ($1, $2, $3, $4)', [
      id,
      file.mediaType,
      size,
      sha256,
    ]);
    return { id, mediaType: file.mediaType, size, sha256 };
  }

  async describe(reader: Reader, id: string): Promise<BlobInfo | null> {
    const row = await reader.first<{ media_type: string; size: string; sha256: Buffer }>(
      'select media_type, size, sha256 from blob where id = $1',
      [id],
    );
    return row && { id, mediaType: row.media_type, size: Number(row.size), sha256: row.sha256 };
  }

  /** Up to `length` bytes from position `from` on; no more than these leave the database. */
  async part(reader: Reader, id: string, from: number, length: number): Promise<Buffer> {
    const row = await reader.first<{ bytes: Buffer | null }>(PART, [id, from, length]);
    return row?.bytes ?? Buffer.alloc(0);
  }

  /** All bytes at once, for files whose size is known to fit in memory; none for an id nobody stored. */
  async whole(reader: Reader, id: string): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.read(reader, id)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /** The bytes in order, one chunk in memory at a time. */
  async *read(reader: Reader, id: string): AsyncGenerator<Buffer> {
    for (let n = 0; ; n++) {
      const row = await reader.first<{ bytes: Buffer }>(
        'select bytes from blob_chunk where blob_id = $1 and n = $2',
        [id, n],
      );
      if (row === null) return;
      yield row.bytes;
    }
  }
}

async function* inChunks(bytes: Buffer | AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  let length = 0;
  for await (const piece of Buffer.isBuffer(bytes) ? [bytes] : bytes) {
    pending.push(piece);
    length += piece.length;
    if (length < CHUNK) continue;
    const all = Buffer.concat(pending);
    let start = 0;
    for (; all.length - start >= CHUNK; start += CHUNK) yield all.subarray(start, start + CHUNK);
    pending = start < all.length ? [all.subarray(start)] : [];
    length = all.length - start;
  }
  if (length > 0) yield Buffer.concat(pending);
}
