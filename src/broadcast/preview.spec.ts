import { describe, expect, it } from 'vitest';
import { daysFor } from './preview.js';

describe('the days a broadcast needs', () => {
  it('are one where Meta sets no limit or the day has room for everybody', () => {
    expect(daysFor(100_000, null, 0)).toBe(1);
    expect(daysFor(200, 250, 0)).toBe(1);
    expect(daysFor(0, 250, 250)).toBe(1);
  });

  it('grow with the people, at four fifths of the limit a day', () => {
    expect(daysFor(201, 250, 0)).toBe(2);
    expect(daysFor(2_000, 250, 0)).toBe(10);
    expect(daysFor(2_001, 250, 0)).toBe(11);
  });

  it('count what others used up today', () => {
    expect(daysFor(200, 250, 150)).toBe(2);
  });
});
