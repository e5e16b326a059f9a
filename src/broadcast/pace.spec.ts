import { describe, expect, it } from 'vitest';
import { roomFor, spendable } from './pace.js';

describe('the pace of a broadcast', () => {
  const free = { budgetLeft: null, messagesPerSecond: 70, unsent: 0, quality: 'GREEN' };

  it('keeps a few seconds of the rate ready, no more', () => {
    expect(roomFor(free)).toBe(350);
    expect(roomFor({ ...free, unsent: 340 })).toBe(10);
    expect(roomFor({ ...free, unsent: 400 })).toBe(0);
  });

  it('never holds more people ready than the day allows', () => {
    expect(roomFor({ ...free, budgetLeft: 12 })).toBe(12);
    expect(roomFor({ ...free, budgetLeft: 12, unsent: 12 })).toBe(0);
  });

  it('goes half as fast while the quality is yellow and stops while it is red', () => {
    expect(roomFor({ ...free, quality: 'YELLOW' })).toBe(175);
    expect(roomFor({ ...free, quality: 'RED' })).toBe(0);
  });

  it('is bounded where Meta sets no limit', () => {
    expect(roomFor({ ...free, messagesPerSecond: 900 })).toBe(500);
  });

  it('leaves a fifth of the daily budget to tickets, results and winners', () => {
    expect(spendable(250, 0)).toBe(200);
    expect(spendable(250, 190)).toBe(10);
    expect(spendable(250, 240)).toBe(0);
    expect(spendable(null, 10_000)).toBeNull();
  });
});
