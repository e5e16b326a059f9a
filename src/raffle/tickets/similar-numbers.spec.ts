import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { similarNumbers } from './similar-numbers.js';

describe('numbers like the one somebody else has', () => {
  it('are the nearest ones and some with the same ending', () => {
    expect(similarNumbers([45]).slice(0, 6)).toEqual([46, 44, 145, 47, 43, 48]);
  });

  it('come in turns where several are gone', () => {
    expect(similarNumbers([100, 500]).slice(0, 4)).toEqual([101, 501, 99, 499]);
  });

  it('never repeat, never are wanted ones, and stay few', () => {
    const numbers = fc.array(fc.nat(999_999), { minLength: 1, maxLength: 1_000 });
    fc.assert(
      fc.property(numbers, (wanted) => {
        const found = similarNumbers(wanted);
        expect(new Set(found).size).toBe(found.length);
        expect(found.some((number) => wanted.includes(number) || number < 0)).toBe(false);
        expect(found.length).toBeLessThanOrEqual(300);
      }),
    );
  });
});
