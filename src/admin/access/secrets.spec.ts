import { describe, expect, it } from 'vitest';
import { bearerKey, hashKey, newApiKey, sameHash } from './secrets.js';

describe('an API key', () => {
  it('is 256 random bits behind a prefix', () => {
    const keys = new Set(Array.from({ length: 100 }, newApiKey));
    expect(keys.size).toBe(100);
    for (const key of keys) expect(key).toMatch(/^tln_[\w-]{43}$/);
  });

  it('is known by its hash alone', () => {
    const key = newApiKey();
    expect(sameHash(hashKey(key), hashKey(key))).toBe(true);
    expect(sameHash(hashKey(key), hashKey(`${key}x`))).toBe(false);
    expect(sameHash(hashKey(key), Buffer.alloc(0))).toBe(false);
  });

  it.each([
    ['Bearer tln_0123456789abcdef', 'tln_0123456789abcdef'],
    ['bearer tln_0123456789abcdef', 'tln_0123456789abcdef'],
    ['Bearer  tln_0123456789abcdef', null],
    ['Bearer tln_0123456789abcdef ', null],
    ['Bearer short', null],
    ['Basic dGVzdDp0ZXN0dGVzdDp0ZXN0', null],
    [`Bearer ${'x'.repeat(201)}`, null],
    ['', null],
    [undefined, null],
  ])('is read from %j', (header, key) => expect(bearerKey(header)).toBe(key));
});
