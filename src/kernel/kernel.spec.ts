import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cleanText,
  inGroups,
  isAmount,
  isId,
  newId,
  randomCrockford,
  readCrockford,
  ticketLabel,
  times,
} from './index.js';

describe('ids', () => {
  it('sort by the time they were made', () => {
    expect(newId(1_000) < newId(2_000)).toBe(true);
    expect(isId(newId())).toBe(true);
    expect(isId(newId().toUpperCase())).toBe(false);
  });
});

describe('codes', () => {
  it('are read however people type them', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), (lower, grouped) => {
        const code = randomCrockford(16);
        const shown = grouped ? inGroups(code) : code;
        expect(readCrockford(lower ? shown.toLowerCase() : shown, 16)).toBe(code);
      }),
    );
    expect(readCrockford('oil0 1', 5)).toBe('01101');
  });

  it('are not read from anything else', () => {
    for (const text of ['', 'ABC', 'ABCDEFGH!', 'UUUU']) expect(readCrockford(text, 4)).toBeNull();
  });
});

describe('text for a column', () => {
  it('has no NUL, no lone surrogate and no more than it may', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 20 }), (text, max) => {
        const clean = cleanText(`${text}\ud800\u0000`, max);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).not.toContain('\u0000');
        expect(clean.length).toBeLessThanOrEqual(max);
      }),
    );
  });
});

describe('numbers and money', () => {
  it('print with leading zeros', () => {
    expect([ticketLabel(7, 3), ticketLabel(0, 2), ticketLabel(1234, 3)]).toEqual(['007', '00', '1234']);
  });

  it('stay whole and in range', () => {
    expect(times({ amountMinor: 5_000, currency: 'MXN' }, 3)).toEqual({
      amountMinor: 15_000,
      currency: 'MXN',
    });
    expect(times({ amountMinor: Number.MAX_SAFE_INTEGER, currency: 'MXN' }, 2)).toBeNull();
    for (const wrong of [-1, 0.5, NaN, Infinity, 2 ** 53, '5', null]) expect(isAmount(wrong)).toBe(false);
  });
});
