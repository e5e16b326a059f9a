import { describe, expect, it } from 'vitest';
import { fromHex, lengthPrefixed, tagged, toHex } from './encode.js';

const REFUSED = expect.objectContaining({ code: 'E_SCHEMA' });

describe('a length in front', () => {
  it('is a big-endian u16 of the bytes, not of the characters', () => {
    expect(toHex(lengthPrefixed('añ'))).toBe('000361c3b1');
    expect(toHex(lengthPrefixed('x'.repeat(300)).subarray(0, 3))).toBe('012c78');
  });

  it('reaches to 65535 and no further', () => {
    expect(toHex(lengthPrefixed('x'.repeat(65_535)).subarray(0, 2))).toBe('ffff');
    expect(() => lengthPrefixed('x'.repeat(65_536))).toThrow(REFUSED);
    expect(() => lengthPrefixed('ñ'.repeat(32_768))).toThrow(REFUSED);
  });
});

describe('hexadecimal', () => {
  it.each(['abc', 'abcdef', 'ABCD', 'abcg', ' bcd', ''])('of two bytes is not "%s"', (text) => {
    expect(() => fromHex(text, 2)).toThrow(REFUSED);
  });

  it('of two bytes is read', () => expect([...fromHex('00ff', 2)]).toEqual([0, 255]));
});

it('a tag stands in front with its version, and a zero byte ends it', () => {
  expect(toHex(tagged('sig', fromHex('7f', 1)))).toBe(
    `${toHex(new TextEncoder().encode('fairdraw/1/sig'))}007f`,
  );
});
