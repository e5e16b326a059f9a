import { describe, expect, it } from 'vitest';
import {
  bytesOf,
  LARGEST_SOURCE,
  publicAddress,
  sourceFault,
  sourceInLog,
  type SourceInput,
} from './result-source.js';

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const WEBP = Buffer.from('RIFF\0\0\0\0WEBPVP8 ');
const URL_OK = 'https://loteria.example.mx/resultados/2847';

function file(mediaType: string, bytes: Buffer): SourceInput {
  return { url: null, file: { mediaType, bytes } };
}

describe('The source of a result', () => {
  it('is an address, a picture, or both', () => {
    expect(sourceFault({ url: null, file: null })?.message).toContain('sourceUrl or sourceFile');
    expect(sourceFault({ url: URL_OK, file: null })).toBeNull();
    expect(sourceFault({ ...file('image/png', PNG), url: URL_OK })).toBeNull();
  });

  it('has an address anybody can follow', () => {
    expect(publicAddress(URL_OK)).toBe(URL_OK);
    expect(publicAddress(`${URL_OK}"><script>`)).toBe(`${URL_OK}%22%3E%3Cscript%3E`);
    const longest = `https://a.mx/${'x'.repeat(2_000 - 'https://a.mx/'.length)}`;
    expect(publicAddress(longest)).toBe(longest);
    for (const url of [
      'http://loteria.example.mx/',
      'javascript:alert(1)',
      'https://user:secret@loteria.example.mx/',
      'https://localhost/list',
      'loteria.example.mx',
      '',
      `${longest}x`,
    ]) {
      expect(publicAddress(url)).toBeNull();
      expect(sourceFault({ url, file: null })).toMatchObject({ field: 'sourceUrl' });
    }
  });

  it.each([
    ['image/jpeg', Buffer.from('ffd8ffe0', 'hex')],
    ['image/png', PNG],
    ['image/webp', WEBP],
    ['application/pdf', Buffer.from('%PDF-1.7')],
  ])('may be a file of %s', (mediaType, bytes) => {
    expect(sourceFault(file(mediaType, bytes))).toBeNull();
  });

  it.each([
    ['an empty file', 'image/png', Buffer.alloc(0)],
    ['more than 10 MB', 'image/png', Buffer.concat([PNG, Buffer.alloc(LARGEST_SOURCE)])],
    ['bytes that are not of its type', 'image/png', Buffer.from('<script>alert(1)</script>')],
    ['bytes that are not of its type', 'image/webp', Buffer.from('RIFF\0\0\0\0WAVEfmt ')],
    ['a type that is not JPEG, PNG, WebP or PDF', 'text/html', PNG],
    ['a type that is not JPEG, PNG, WebP or PDF', 'image/svg+xml', Buffer.from('<svg/>')],
  ])('is not usable as %s (%s)', (fault, mediaType, bytes) => {
    expect(sourceFault(file(mediaType, bytes))).toEqual({
      field: 'sourceFile',
      message: `sourceFile is not usable: ${fault}`,
    });
  });

  it('comes in base64 and nothing else', () => {
    expect(bytesOf(PNG.toString('base64'))).toEqual(PNG);
    for (const text of ['*', 'aGk', 'aG k=', 'data:image/png;base64,aGk=']) expect(bytesOf(text)).toBeNull();
  });

  it('is in the log as address and fingerprint', () => {
    const stored = { blobId: 'b', mediaType: 'image/png', size: 8, sha256: 'ab' };
    expect(sourceInLog(null)).toEqual({});
    expect(sourceInLog({ url: URL_OK, file: null })).toEqual({ source_url: URL_OK });
    expect(sourceInLog({ url: null, file: stored })).toEqual({ source_sha256: 'ab' });
  });
});
