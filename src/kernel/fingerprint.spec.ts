import { describe, expect, it } from 'vitest';
import { fingerprintOf } from './fingerprint.js';

describe('A fingerprint', () => {
  it('is the first 32 digits of a hash in groups of four', () => {
    expect(fingerprintOf('0123456789abcdef'.repeat(4))).toBe('0123 4567 89ab cdef 0123 4567 89ab cdef');
  });

  it('tells hashes apart that differ in the last digit shown', () => {
    const shown = 'a'.repeat(31);
    expect(fingerprintOf(`${shown}b${'0'.repeat(32)}`)).not.toBe(fingerprintOf(`${shown}c${'0'.repeat(32)}`));
  });
});
