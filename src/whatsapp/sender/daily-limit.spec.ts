import { describe, expect, it } from 'vitest';
import { dailyLimitOf, daysFor } from './daily-limit.js';

describe('A message to many', () => {
  it.each<[outside: number, limit: number | null, used: number, days: number]>([
    [0, 250, 0, 1],
    [0, 250, 250, 1],
    [250, 250, 0, 1],
    [251, 250, 0, 2],
    [250, 250, 1, 2],
    [10, 250, 400, 2],
    [1_000, 250, 250, 5],
    [99_999, null, 5_000, 1],
    [1, 0, 0, Infinity],
  ])(
    'to %i people outside the window, at most %s a day and %i used, takes %i days',
    (outside, limit, used, days) => {
      expect(daysFor(outside, limit, used)).toBe(days);
    },
  );

  it('counts with the limit Meta begins with until it has told another', () => {
    expect([dailyLimitOf(null), dailyLimitOf(2_000), dailyLimitOf(2_147_483_647)]).toEqual([
      250,
      2_000,
      null,
    ]);
  });
});
