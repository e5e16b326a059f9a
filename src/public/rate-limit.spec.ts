import { describe, expect, it } from 'vitest';
import { RateLimit } from './rate-limit.js';

const limits = { perKey: 3, inAll: 5, windowMs: 60_000 };

describe('The look-up limit', () => {
  it('stops one address that asks too often and lets the others go on', () => {
    const limit = new RateLimit(limits);
    for (let i = 0; i < 3; i++) expect(limit.take('a', 1000).allowed).toBe(true);
    expect(limit.take('a', 2000)).toEqual({ allowed: false, retryAfter: 59 });
    expect(limit.take('b', 2000).allowed).toBe(true);
  });

  it('stops many addresses together', () => {
    const limit = new RateLimit(limits);
    const allowed = ['a', 'b', 'c', 'd', 'e', 'f'].map((key) => limit.take(key, 0).allowed);
    expect(allowed).toEqual([true, true, true, true, true, false]);
  });

  it('begins anew with the next window', () => {
    const limit = new RateLimit(limits);
    for (let i = 0; i < 4; i++) limit.take('a', 0);
    expect(limit.take('a', 59_999).allowed).toBe(false);
    expect(limit.take('a', 60_000).allowed).toBe(true);
  });
});
