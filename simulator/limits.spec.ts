import { describe, expect, it } from 'vitest';
import { retryDelayMs } from './backoff.js';
import { PAIR_BURST, PAIR_INTERVAL_MS, secondWindow, takePair, takeSecond, windowOpen } from './limits.js';

const HOUR = 3_600_000;

function burst(paidUntil: number, now: number): { taken: number; paidUntil: number } {
  let taken = 0;
  let debt = paidUntil;
  for (let next = takePair(debt, now); next !== undefined; next = takePair(debt, now)) {
    debt = next;
    taken += 1;
  }
  return { taken, paidUntil: debt };
}

describe('the pair rate', () => {
  it('lets 45 messages out at once and then one every six seconds', () => {
    const first = burst(0, 1_000_000);
    expect(first.taken).toBe(PAIR_BURST);
    expect(burst(first.paidUntil, 1_000_000 + PAIR_INTERVAL_MS - 1).taken).toBe(0);
    expect(burst(first.paidUntil, 1_000_000 + PAIR_INTERVAL_MS).taken).toBe(1);
  });

  it('gives the whole burst back after four and a half minutes of silence', () => {
    const { paidUntil } = burst(0, 1_000_000);
    expect(burst(paidUntil, 1_000_000 + PAIR_BURST * PAIR_INTERVAL_MS).taken).toBe(PAIR_BURST);
  });
});

describe('the throughput of a number', () => {
  it('counts each second by itself', () => {
    const window = secondWindow();
    const inSecond = (now: number): number =>
      Array.from({ length: 100 }, () => takeSecond(window, now, 80)).filter(Boolean).length;
    expect([inSecond(5000), inSecond(5999), inSecond(6000)]).toEqual([80, 0, 80]);
  });
});

describe('the service window', () => {
  it('is open for 24 hours after the last message of the person', () => {
    expect(windowOpen(0, 24 * HOUR)).toBe(true);
    expect(windowOpen(0, 24 * HOUR + 1)).toBe(false);
    expect(windowOpen(undefined, 0)).toBe(false);
  });
});

describe("Meta's patience with a webhook", () => {
  it('tries again at once, then ever more slowly, at most hourly', () => {
    expect([1, 2, 3, 4, 11, 12, 200].map(retryDelayMs)).toEqual([
      0,
      5000,
      10_000,
      20_000,
      2_560_000,
      HOUR,
      HOUR,
    ]);
  });
});
