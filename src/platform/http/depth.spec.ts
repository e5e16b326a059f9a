import { describe, expect, it } from 'vitest';
import { nestsDeeper } from './depth.js';

function nested(levels: number): unknown {
  return JSON.parse('['.repeat(levels) + ']'.repeat(levels));
}

describe('the depth of a body', () => {
  it.each([null, 7, 'text', [], {}, { a: 1, b: 'x' }])('is none in %j', (value) => {
    expect(nestsDeeper(value, 0)).toBe(false);
  });

  it('is the number of values inside each other', () => {
    expect(nestsDeeper(nested(20), 19)).toBe(false);
    expect(nestsDeeper(nested(21), 19)).toBe(true);
    expect(nestsDeeper({ wide: [1, 2, { deep: {} }] }, 3)).toBe(false);
    expect(nestsDeeper({ wide: [1, 2, { deep: {} }] }, 2)).toBe(true);
  });

  it('is told of 200,000 levels without falling over', () => {
    expect(nestsDeeper(nested(200_000), 1_000)).toBe(true);
  });
});
