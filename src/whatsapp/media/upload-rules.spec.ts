import { describe, expect, it } from 'vitest';
import { uploadFault } from './upload-rules.js';

const MB = 1024 * 1024;
const png = (size: number): Buffer => {
  const bytes = Buffer.alloc(size);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).copy(bytes);
  return bytes;
};

describe('a file for Meta', () => {
  it('is an image up to 5 MB or a PDF up to 100 MB', () => {
    expect(uploadFault({ bytes: png(5 * MB), mediaType: 'image/png' })).toBeNull();
    expect(uploadFault({ bytes: Buffer.from([0xff, 0xd8, 0xff, 0xe0]), mediaType: 'image/jpeg' })).toBeNull();
    expect(uploadFault({ bytes: Buffer.from('%PDF-1.7'), mediaType: 'application/pdf' })).toBeNull();
  });

  it.each<[string, Buffer, string]>([
    ['a type Meta does not take', Buffer.from('GIF89a'), 'image/gif'],
    ['a type Meta does not take', Buffer.from('x'), '__proto__'],
    ['an empty file', Buffer.alloc(0), 'image/png'],
    ['more bytes than Meta takes of this type', png(5 * MB + 1), 'image/png'],
    ['bytes that are not of its type', Buffer.from('<svg/>'), 'image/png'],
  ])('is not %s', (fault, bytes, mediaType) => {
    expect(uploadFault({ bytes, mediaType })).toBe(fault);
  });
});
