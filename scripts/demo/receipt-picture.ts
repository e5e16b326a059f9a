import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

const SIZE = 32;

/** A small PNG of random greys, another one each time: what a buyer's photo is to the service, bytes of a picture. */
export function receiptPicture(): Buffer {
  const rows = Array.from({ length: SIZE }, () => Buffer.concat([Buffer.from([0]), randomBytes(SIZE)]));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header[8] = 8; // bits of grey
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Length, type, data and CRC (PNG, W3C, §5.3). */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
