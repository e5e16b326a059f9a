import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf, readCursor, writeCursor } from './cursor.js';

describe('a cursor', () => {
  it('gives back the key it was made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (key) => {
        expect(readCursor(writeCursor(key))).toBe(key);
      }),
    );
  });

  it('of any other origin is none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const key = readCursor(text);
        expect(key === null || writeCursor(key) === text).toBe(true);
      }),
    );
    expect(['', '!', 'MTo', Buffer.from('2:7').toString('base64url')].map(readCursor)).toEqual([
      null,
      null,
      '',
      null,
    ]);
  });
});

describe('a page', () => {
  const page = (count: number, limit: number): unknown =>
    pageOf(
      Array.from({ length: count }, (_, n) => n),
      limit,
      String,
      (n) => n,
    );

  it('has a next one exactly where a further row was found', () => {
    expect(page(0, 2)).toEqual({ items: [], nextCursor: null });
    expect(page(2, 2)).toEqual({ items: [0, 1], nextCursor: null });
    expect(page(3, 2)).toEqual({ items: [0, 1], nextCursor: writeCursor('1') });
  });
});
