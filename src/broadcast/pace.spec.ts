import { describe, expect, it } from 'vitest';
import { daysFor } from '../whatsapp/index.js';
import { NEXT_BATCH_SECONDS, roomFor, spendable } from './pace.js';

describe('the pace of a broadcast', () => {
  const free = { budgetLeft: null, messagesPerSecond: 70, unsent: 0, qualities: ['GREEN', null] };

  it('keeps a few seconds of the rate ready, no more', () => {
    expect(roomFor(free)).toBe(350);
    expect(roomFor({ ...free, unsent: 340 })).toBe(10);
    expect(roomFor({ ...free, unsent: 400 })).toBe(0);
  });

  it('never holds more people ready than the day allows', () => {
    expect(roomFor({ ...free, budgetLeft: 12 })).toBe(12);
    expect(roomFor({ ...free, budgetLeft: 12, unsent: 12 })).toBe(0);
  });

  it.each([
    ['the template', (quality: string) => [quality, 'GREEN']],
    ['the number', (quality: string) => ['GREEN', quality]],
  ])('is half the rate while %s is yellow, and nothing while it is red', (_what, rated) => {
    expect(roomFor({ ...free, qualities: rated('YELLOW') })).toBe(70 * NEXT_BATCH_SECONDS * 0.5);
    expect(roomFor({ ...free, messagesPerSecond: 0.5, qualities: rated('YELLOW') })).toBe(1);
    expect(roomFor({ ...free, qualities: rated('RED') })).toBe(0);
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

  it('takes so many days that a fifth of each is left', () => {
    const days = (outside: number, used: number): number => daysFor(outside, spendable(250, 0), used);
    expect([days(200, 0), days(201, 0), days(2_000, 0), days(2_001, 0)]).toEqual([1, 2, 10, 11]);
    expect([days(200, 150), days(0, 250)]).toEqual([2, 1]);
  });
});
