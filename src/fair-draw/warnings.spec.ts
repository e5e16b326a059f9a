import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidate } from './candidate.js';
import { SAMPLE_LOTTERY, SAMPLE_RULES, lotteryDraw } from './testing.js';
import type { DirectRules } from './rules.js';
import type { DirectLottery } from './rules-direct.js';
import type { Position } from './rules-lottery.js';
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

/** A position with so many possible results, which do not begin at zero. */
function sized(results: number): Position {
  return { id: String(results), width: 11, first: 5, last: results + 4 };
}

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

  it('say so if it is so for one prize of several, by the position its own extractor reads', () => {
    const [one, two] = SAMPLE_LOTTERY.positions as [Position, Position];
    const few = [{ ...one, last: 49 }, two];
    expect(warningsOfRules(rulesWith({}, { positions: few }))).toEqual(['W_UNREACHABLE']);
    expect(warningsOfRules(rulesWith({}, { positions: few.toReversed() }))).toEqual(['W_UNREACHABLE']);
    // A single prize: whose position it is cannot be mistaken for the other's.
    const [prize] = SAMPLE_RULES.prizes;
    expect(warningsOfRules(rulesWith({ prizes: [prize!] }, { positions: few }))).toEqual(['W_UNREACHABLE']);
    const odd = [{ ...one, last: 949 }, two];
    expect(warningsOfRules(rulesWith({}, { positions: odd }))).toEqual(['W_UNIVERSE']);
  });

  it('say when only the last number can never be drawn', () => {
    expect(warningsOfRules(rulesWith({ numbers: { first: 0, last: 100, width: 3 } }))).toEqual([
      'W_UNREACHABLE',
    ]);
  });

  it.each([
    ['enough: exactly 2^64 results', [sized(2 ** 32), sized(2 ** 32)], 1, []],
    ['too little: a few less', [sized(2 ** 32), sized(2 ** 32 - 1)], 1, ['W_LOW_ENTROPY']],
    ['enough: several lottery draws of fewer', [sized(2 ** 22)], 3, []],
    ['too little: one draw less', [sized(2 ** 22)], 2, ['W_LOW_ENTROPY']],
    ['too little: one possible result, however often', [sized(1)], 65_535, ['W_LOW_ENTROPY']],
  ])('say whether a lottery is a seed of %s', (_, positions, draws, expected) => {
    const { source, first_draw, consecutive } = SAMPLE_LOTTERY;
    const lottery = { source, first_draw, consecutive, positions, draws };
    const seeded = { ...SAMPLE_RULES, entropy: { mode: 'lottery', method: 'seeded', ...lottery } } as const;
    expect(warningsOfRules(seeded)).toEqual([...expected, 'I_KNOWN_SUCCESSOR']);
    const external = { kind: 'lottery', ...lottery } as const;
    const revealed = { ...SAMPLE_RULES, entropy: { mode: 'commit-reveal', seeds: [], external } } as const;
    expect(warningsOfRules(revealed)).toEqual([...expected, 'I_KNOWN_SUCCESSOR']);
  });

  it('say that a beacon was not checked only to who could not check it', () => {
    const entropy = { mode: 'drand', chain_hash: '', round: 1, draw_at: '', min_lead_s: 0 } as const;
    const certificate = { rules: { ...SAMPLE_RULES, entropy }, commitment: COMMITMENT, pins: [PIN] };
    expect(warningsOf(certificate, {})).toEqual(['I_KNOWN_SUCCESSOR']);
    expect(warningsOf(certificate, { bls: false })).toEqual(['I_KNOWN_SUCCESSOR', 'W_BLS_UNCHECKED']);
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
