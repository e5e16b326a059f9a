import { describe, expect, it } from 'vitest';
import { centralDirectory, crc32, localHeader, ZIP_LIMIT, ZipTooLarge, type ZipEntry } from './zip.js';

const AT = new Date('2027-01-31T20:15:43Z');
const CHECK = Buffer.from('123456789');

describe('a ZIP', () => {
  it('has the CRC-32 of its specification, also in pieces', () => {
    expect(crc32(CHECK)).toBe(0xcbf43926);
    expect(crc32(CHECK.subarray(4), crc32(CHECK.subarray(0, 4)))).toBe(0xcbf43926);
    expect(crc32(Buffer.alloc(0))).toBe(0);
  });

  it('is these bytes, of a file system nobody has, at a time in UTC', () => {
    const entry: ZipEntry = { path: 'ñ.txt', size: 9, crc: crc32(CHECK) };
    const zip = Buffer.concat([localHeader(entry, AT), CHECK, centralDirectory([entry], AT)]);
    expect(zip.toString('hex')).toBe(
      [
        '504b030414000008 0000f5a13f5e 2639f4cb 09000000 09000000 0600 0000 c3b12e747874',
        CHECK.toString('hex'),
        '504b01021400 14000008 0000f5a13f5e 2639f4cb 09000000 09000000 0600',
        '0000 0000 0000 0000 00000000 00000000 c3b12e747874',
        '504b0506 00000000 0100 0100 34000000 2d000000 0000',
      ]
        .join('')
        .replaceAll(' ', ''),
    );
  });

  it('knows where each file begins', () => {
    const entries = [1, 2].map((n) => ({ path: `${n}`, size: 100 * n, crc: 0 }));
    const directory = centralDirectory(entries, AT);
    expect([directory.readUInt32LE(42), directory.readUInt32LE(47 + 42)]).toEqual([0, 131]);
  });

  it('refuses what needs its 64-bit form', () => {
    const large = { path: 'a', size: ZIP_LIMIT, crc: 0 };
    expect(() => localHeader({ ...large, size: ZIP_LIMIT + 1 }, AT)).toThrow(ZipTooLarge);
    expect(() => centralDirectory([large, { ...large, path: 'b' }, { ...large, path: 'c' }], AT)).toThrow(
      ZipTooLarge,
    );
    expect(() => centralDirectory([large], AT)).toThrow(ZipTooLarge);
  });
});
