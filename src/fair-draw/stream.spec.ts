import { describe, expect, it } from 'vitest';
import { utf8 } from './encode.js';
import { sha256 } from './hash.js';
import { Sequence } from './sequence.js';
import { Stream } from './stream.js';

const DRAWS = 1_000_000;
/** Standard deviations: 99 of 100 fair streams stay below. The seeds are fixed, so these pass always or never. */
const LIMIT = 2.576;

function keyOf(seed: string): Uint8Array {
  return sha256(utf8(seed));
}

/** Pearson's statistic against equal expectations. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** How far a chi-square value lies from its mean, in standard deviations (Wilson and Hilferty). */
function deviation(statistic: number, freedom: number): number {
  const width = 2 / (9 * freedom);
  return ((statistic / freedom) ** (1 / 3) - (1 - width)) / Math.sqrt(width);
}

describe('a million numbers of the stream', () => {
  it.each([2, 37, 1000, 1_000_000])('fall on each of %i values equally often', (size) => {
    const stream = new Stream(keyOf(`chi/${size}`));
    const counts = Array.from({ length: size }, () => 0);
    for (let draw = 0; draw < DRAWS; draw++) counts[stream.uniform(size)]! += 1;
    expect(Math.abs(deviation(chiSquare(counts), size - 1))).toBeLessThan(LIMIT);
  });

  it('would be found uneven with a remainder in place of rejection', () => {
    const stream = new Stream(keyOf('biased'));
    const counts = Array.from({ length: 37 }, () => 0);
    for (let draw = 0; draw < DRAWS; draw++) counts[stream.uniform(64) % 37]! += 1;
    expect(deviation(chiSquare(counts), 36)).toBeGreaterThan(100);
  });

  it('go up and down as independent ones do (runs above and below the middle)', () => {
    const stream = new Stream(keyOf('runs'));
    let [runs, low, last] = [0, 0, -1];
    for (let draw = 0; draw < DRAWS; draw++) {
      const half = stream.uniform(1000) < 500 ? 0 : 1;
      if (half === 0) low += 1;
      if (half !== last) runs += 1;
      last = half;
    }
    const [a, b] = [low, DRAWS - low];
    const mean = (2 * a * b) / DRAWS + 1;
    const spread = Math.sqrt(((mean - 1) * (mean - 2)) / (DRAWS - 1));
    expect(Math.abs(runs - mean) / spread).toBeLessThan(LIMIT);
  });

  it('follow each other without memory: pairs are even too', () => {
    const stream = new Stream(keyOf('pairs'));
    const counts = Array.from({ length: 400 }, () => 0);
    for (let draw = 0; draw < DRAWS / 2; draw++) counts[stream.uniform(20) * 20 + stream.uniform(20)]! += 1;
    expect(Math.abs(deviation(chiSquare(counts), 399))).toBeLessThan(LIMIT);
  });
});

describe('sequences', () => {
  it('put every item at every place equally often, over 20,000 keys', () => {
    const counts = Array.from({ length: 100 }, () => 0);
    for (let key = 0; key < 20_000; key++) {
      const sequence = new Sequence(keyOf(`sequence/${key}`), 10);
      for (let place = 0; place < 10; place++) counts[place * 10 + sequence.next()!.item]! += 1;
    }
    // Rows and columns both add up, so 81 of the 100 are free.
    expect(Math.abs(deviation(chiSquare(counts), 81))).toBeLessThan(LIMIT);
  });

  it('hold every item once, and then end', () => {
    const sequence = new Sequence(keyOf('all'), 1000);
    const items = Array.from({ length: 1000 }, () => sequence.next()?.item);
    expect(new Set(items).size).toBe(1000);
    expect(sequence.next()).toBeUndefined();
  });

  it('of nothing end at once', () => {
    expect(new Sequence(keyOf('none'), 0).next()).toBeUndefined();
  });
});

describe('the sizes a number can have', () => {
  it('begin with one, which uses up exactly one word whatever it is', () => {
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(keyOf)) {
      const [plain, sampled] = [new Stream(key), new Stream(key)];
      plain.word();
      expect(sampled.uniform(1)).toBe(0);
      expect(sampled.word()).toBe(plain.word());
    }
  });

  it('reach up to 2^32 without a sign', () => {
    const stream = new Stream(keyOf('big'));
    const values = Array.from({ length: 64 }, () => stream.uniform(2 ** 32));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeGreaterThan(2 ** 31);
  });
});
