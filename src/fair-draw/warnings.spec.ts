import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidate } from './candidate.js';
import { SAMPLE_LOTTERY, SAMPLE_RULES, lotteryDraw } from './testing.js';
import type { DirectRules } from './rules.js';
import type { DirectLottery } from './rules-direct.js';
import { resultCounter } from './universe.js';
import { warningsOf, warningsOfRules } from './warnings.js';

function rulesWith(change: Partial<DirectRules>, lottery: Partial<DirectLottery> = {}): DirectRules {
  return { ...SAMPLE_RULES, ...change, entropy: { ...SAMPLE_LOTTERY, ...lottery } };
}

const COMMITMENT = {
  v: 'fairdraw/1',
  type: 'commitment',
  raffle_id: 'sample:1',
  rules_hash: '00'.repeat(32),
  ledger: { root: '00'.repeat(32), size: 0, eligible: 0 },
  closed_at: '2026-03-05T20:00:00Z',
  log_head: '00'.repeat(32),
} as const;
const PIN = { channel: 'notary', at: '2026-03-05T20:00:00Z', ref: '12' };

describe('counting the results that lead to a number', () => {
  it('agrees with trying every result', () => {
    const setting = fc.record({
      width: fc.integer({ min: 1, max: 3 }),
      n: fc.integer({ min: 1, max: 3 }),
      ends: fc.tuple(fc.nat({ max: 999 }), fc.nat({ max: 999 })),
      take: fc.constantFrom('first', 'last'),
      map: fc.constantFrom('suffix', 'modulo'),
      zero_is_top: fc.boolean(),
      numbers: fc.tuple(fc.nat({ max: 150 }), fc.nat({ max: 150 })),
    });
    fc.assert(
      fc.property(setting, ({ width, n, ends, take, map, zero_is_top, numbers }) => {
        const [first, last] = ends.map((end) => end % 10 ** width).toSorted((a, b) => a - b) as [
          number,
          number,
        ];
        const [low, high] = numbers.toSorted((a, b) => a - b) as [number, number];
        const range = { first: low, last: high, width: 3 };
        const extractor = { id: 'a', position: '1', take, n: Math.min(n, width) };
        const lottery = { ...SAMPLE_LOTTERY, map, zero_is_top };
        const tried = new Map<number, number>();
        for (let value = first; value <= last; value++) {
          const number = candidate(
            lottery,
            range,
            extractor,
            lotteryDraw(0, String(value).padStart(width, '0'), ''),
          );
          tried.set(number, (tried.get(number) ?? 0) + 1);
        }
        const count = resultCounter(lottery, range, extractor, { width, first, last });
        for (let number = low; number <= high; number++) expect(count(number)).toBe(tried.get(number) ?? 0);
      }),
    );
  });
});

describe('warnings', () => {
  it('are silent when every number has the same chance and a pin exists', () => {
    expect(warningsOf({ rules: SAMPLE_RULES, commitment: COMMITMENT, pins: [PIN] }, {})).toEqual([]);
  });

  it('say when a number can never be drawn: three digits for a raffle of 2000', () => {
    expect(warningsOfRules(rulesWith({ numbers: { first: 0, last: 1999, width: 4 } }))).toEqual([
      'W_UNREACHABLE',
    ]);
  });

  it('say when some numbers have more results: 00001 to 60000 read by its five digits modulo 7', () => {
    const positions = [{ id: '1', width: 5, first: 1, last: 60_000 }, ...SAMPLE_LOTTERY.positions.slice(1)];
    const lottery = { positions, map: 'modulo' } as const;
    expect(warningsOfRules(rulesWith({ numbers: { first: 0, last: 6, width: 1 } }, lottery))).toEqual([
      'W_UNIVERSE',
    ]);
  });

  it('are silent for the last four digits of 00001 to 60000: six tickets each', () => {
    const positions = [
      { id: '1', width: 5, first: 1, last: 60_000 },
      { id: '2', width: 5, first: 1, last: 60_000 },
    ];
    const extractors = SAMPLE_LOTTERY.extractors.map((extractor) => ({ ...extractor, n: 4 }));
    const rules = rulesWith({ numbers: { first: 0, last: 9999, width: 4 } }, { positions, extractors });
    expect(warningsOfRules(rules)).toEqual([]);
    expect(warningsOfRules({ ...rules, entropy: { ...rules.entropy, zero_is_top: true } })).toEqual([
      'W_UNREACHABLE',
    ]);
  });

  it('look only at extractors a prize uses', () => {
    const extractors = [
      ...SAMPLE_LOTTERY.extractors,
      { id: 'spare', position: '1', take: 'last', n: 1 } as const,
    ];
    expect(warningsOfRules(rulesWith({}, { extractors }))).toEqual([]);
  });

  it('say that rules or closing record replaced earlier ones, and that nothing is pinned', () => {
    const changed = rulesWith({ supersedes: 'ab'.repeat(32) });
    const corrected = { ...COMMITMENT, supersedes: 'cd'.repeat(32), reason: 'a ticket was missing' };
    expect(warningsOf({ rules: changed, commitment: corrected, pins: [] }, {})).toEqual([
      'W_RULES_CHANGED',
      'W_SUPERSEDED',
      'W_NO_PINS',
    ]);
  });
});
