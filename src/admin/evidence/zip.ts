/** What a ZIP says of a file: measured before anything is written, so that no reader has to look for the end of an entry. */
export interface ZipEntry {
  readonly path: string;
  readonly size: number;
  readonly crc: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
/** Beyond it a ZIP needs fields of 64 bits, which not every reader knows. */
export const ZIP_LIMIT = 0xffffffff;

/** A file that needs the 64-bit form of a ZIP. */
export class ZipTooLarge extends Error {
  override name = 'ZipTooLarge';
}

/** What stands before a file's bytes. Nothing is compressed: what a compressor writes depends on its version and on the processor. */
export function localHeader(entry: ZipEntry, at: Date): Buffer {
  const name = Buffer.from(entry.path, 'utf8');
  const head = Buffer.alloc(30);
  head.writeUInt32LE(LOCAL, 0);
  head.writeUInt16LE(VERSION, 4);
  writeCommon(head, 6, entry, at, name);
  return Buffer.concat([head, name]);
}

/** What stands behind all files: where each begins. Throws {@link ZipTooLarge}. */
export function centralDirectory(entries: readonly ZipEntry[], at: Date): Buffer {
  const parts: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.path, 'utf8');
    const head = Buffer.alloc(46);
    head.writeUInt32LE(CENTRAL, 0);
    head.writeUInt16LE(VERSION, 4); // made by: a file system without owners or rights
    head.writeUInt16LE(VERSION, 6);
    writeCommon(head, 8, entry, at, name);
    if (offset > ZIP_LIMIT) throw new ZipTooLarge('a ZIP of more than 4 GiB');
    head.writeUInt32LE(offset, 42);
    parts.push(head, name);
    offset += 30 + name.length + entry.size;
  }
  const directory = Buffer.concat(parts);
  return Buffer.concat([directory, endOf(entries.length, directory.length, offset)]);
}

/** Flags, method, time, CRC, sizes and the length of the name stand alike in both headers. */
function writeCommon(head: Buffer, from: number, { size, crc }: ZipEntry, at: Date, name: Buffer): void {
  if (size > ZIP_LIMIT) throw new ZipTooLarge('a file of more than 4 GiB');
  head.writeUInt16LE(UTF8_NAMES, from);
  head.writeUInt16LE(0, from + 2);
  head.writeUInt16LE(dosTime(at), from + 4);
  head.writeUInt16LE(dosDate(at), from + 6);
  head.writeUInt32LE(crc, from + 8);
  head.writeUInt32LE(size, from + 12);
  head.writeUInt32LE(size, from + 16);
  head.writeUInt16LE(name.length, from + 20);
}

function endOf(entries: number, length: number, offset: number): Buffer {
  if (offset > ZIP_LIMIT || entries > 0xffff) throw new ZipTooLarge('a ZIP of more than 4 GiB');
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

/** In UTC: a ZIP knows no time zone, and the file must not depend on the machine's. */
function dosTime(at: Date): number {
  return (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
}

function dosDate(at: Date): number {
  return ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 of what came so far and these bytes; begins with 0. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}
