import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeDraw } from './compute.js';
import { Ledger } from './ledger.js';
import { bareLedger } from './bare-ledger.js';
import { oddsOf, oddsUnder, summaryOf } from './odds.js';
import type { DirectRules } from './rules.js';
import type { OnMiss } from './rules-direct.js';
import { SAMPLE_LOTTERY, SAMPLE_RULES, ticket, writeLedger } from './testing.js';

const NUMBERS = { first: 0, last: 9, width: 1 };
const DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit));

/** Numbers 0..9 and one prize; results of one digit, so that all of them can be tried. */
function rulesWith(
  on_miss: OnMiss,
  extract: readonly string[],
  change: Partial<DirectRules> = {},
): DirectRules {
  const positions = ['1', '2'].map((id) => ({ id, width: 1, first: 0, last: 9 }));
  const extractors = SAMPLE_LOTTERY.extractors.map((extractor) => ({ ...extractor, n: 1 }));
  const entropy = { ...SAMPLE_LOTTERY, on_miss, positions, extractors };
  const prizes = [{ id: 'p1', name: 'Moto', units: 1, extract }];
  return { ...SAMPLE_RULES, numbers: NUMBERS, prizes, entropy, ...change };
}

function listOf(numbers: readonly number[], range = NUMBERS): Ledger {
  const tickets = numbers.map((number) => ticket(number));
  const { bytes } = writeLedger(SAMPLE_RULES.raffle_id, range, tickets);
  return new Ledger(bytes, SAMPLE_RULES.raffle_id, range);
}

/** Who wins, counted over every result the lottery can have. */
function counted(
  rules: DirectRules,
  ledger: Ledger,
  draws: number,
): { none: number; counts: Map<number, number> } {
  let series: { '1': string; '2': string }[][] = [[]];
  for (let draw = 0; draw < draws; draw++) {
    series = series.flatMap((before) =>
      DIGITS.flatMap((first) => DIGITS.map((second) => [...before, { '1': first, '2': second }])),
    );
  }
  const counts = new Map<number, number>();
  for (const results of series) {
    const drawn = results.map((result, at) => ({
      source: 'TEST-LOT',
      draw_id: String(101 + at),
      drawn_at: '2026-03-06T02:00:00Z',
      results: result,
    }));
    const { slots } = computeDraw(rules, '00'.repeat(32), ledger, { e: new Uint8Array(32), draws: drawn });
    const [slot] = slots;
    if (slot?.status === 'won') counts.set(slot.number, (counts.get(slot.number) ?? 0) + 1);
  }
  return { none: series.length - [...counts.values()].reduce((sum, count) => sum + count, 0), counts };
}

/** The odds as counts over every result of both positions: a position no extractor reads is not in `total`. */
function oddsIn(
  rules: DirectRules,
  ledger: Ledger,
  draws: number,
): { none: number; counts: Map<number, number> } {
  const odds = oddsOf(rules, ledger, rules.prizes[0]!);
  if (odds === undefined) throw new Error('not counted');
  const scale = 100 ** draws / Number(odds.total);
  const counts = new Map([...odds.counts].map(([number, count]) => [number, Number(count) * scale]));
  return { none: Number(odds.none) * scale, counts };
}

const lists = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 10 });
const extracts = fc.constantFrom(['a'], ['b'], ['a', 'b'], ['b', 'a']);

describe('the odds of a prize', () => {
  it.each(['house', 'next_up', 'next_down', 'nearest'] as const)(
    'are how often each number wins over all results, with the policy %s',
    (policy) => {
      fc.assert(
        fc.property(lists, extracts, (numbers, extract) => {
          const [rules, ledger] = [rulesWith({ policy }, extract), listOf(numbers)];
          expect(oddsIn(rules, ledger, 1)).toEqual(counted(rules, ledger, 1));
        }),
        { numRuns: 8 },
      );
    },
  );

  it('are so with remainders, with zeros as the top number, and where digits name what the raffle does not have', () => {
    const range = { first: 3, last: 10, width: 2 };
    const some = fc.uniqueArray(fc.integer({ min: 3, max: 10 }), { maxLength: 8 });
    const policies = fc.constantFrom('house', 'next_up', 'next_down', 'nearest');
    const maps = fc.constantFrom<['suffix' | 'modulo', boolean]>(
      ['suffix', false],
      ['suffix', true],
      ['modulo', false],
    );
    fc.assert(
      fc.property(some, policies, extracts, maps, (numbers, policy, extract, [map, zero_is_top]) => {
        const rules = rulesWith({ policy }, extract, { numbers: range });
        const mapped = { ...rules, entropy: { ...rules.entropy, map, zero_is_top } };
        const ledger = listOf(numbers, range);
        expect(oddsIn(mapped, ledger, 1)).toEqual(counted(mapped, ledger, 1));
      }),
      { numRuns: 30 },
    );
  });

  it('are of the results a lottery has, where these do not begin at zero', () => {
    const rules = rulesWith({ policy: 'house' }, ['a']);
    const positions = [{ id: '1', width: 1, first: 2, last: 6 }, ...rules.entropy.positions.slice(1)];
    const odds = oddsOf(
      { ...rules, entropy: { ...rules.entropy, positions } },
      listOf([1, 2, 6]),
      rules.prizes[0]!,
    );
    expect(odds).toEqual({
      total: 5n,
      none: 3n,
      counts: new Map([
        [2, 1n],
        [6, 1n],
      ]),
    });
  });

  it('count a second lottery draw only where the first gave the prize to nobody', () => {
    // oxlint-disable-next-line unicorn/no-thenable -- B2 names the member so
    const rules = rulesWith({ policy: 'next_draw', max_draws: 2, then: 'next_up' }, ['a']);
    const ledger = listOf([2, 3, 8]);
    expect(oddsIn(rules, ledger, 2)).toEqual(counted(rules, ledger, 2));
  });

  it('leave to nobody what a seeded draw decides', () => {
    const rules = rulesWith({ policy: 'seeded' }, ['a']);
    const odds = oddsOf(rules, listOf([1, 4]), rules.prizes[0]!)!;
    expect(summaryOf(odds)).toEqual({ total: 10, none: 8, min: 1, max: 1, distinct: 2 });
  });

  it('are counted under several policies at once, whatever the rules say', () => {
    const rules = rulesWith({ policy: 'house' }, ['a', 'b']);
    const ledger = listOf([1, 4, 8]);
    const policies = ['house', 'next_up', 'nearest'] as const;
    const each = policies.map((policy) => {
      const alone = rulesWith({ policy }, ['a', 'b']);
      return oddsOf(alone, ledger, alone.prizes[0]!);
    });
    const onMisses = policies.map((policy) => ({ policy }));
    expect(oddsUnder(rules, ledger, rules.prizes[0]!, onMisses)).toEqual(each);
  });

  it('need no list of people: a bare ledger has the numbers in the same places', () => {
    const numbers = [1, 4, 8];
    const bare = bareLedger(SAMPLE_RULES.raffle_id, NUMBERS, numbers);
    expect([0, 1, 2].map((index) => bare.entry(index))).toMatchObject(
      numbers.map((number, index) => ({ index, number, eligible: true })),
    );
    expect([0, 1, 2, 3, 4, 8, 9].filter((number) => bare.takesPart(number))).toEqual(numbers);
    expect(() => bareLedger(SAMPLE_RULES.raffle_id, NUMBERS, [4, 1])).toThrow('leaf 1');
    expect(() => bareLedger(SAMPLE_RULES.raffle_id, NUMBERS, [10])).toThrow('outside first..last');
  });

  it('are told in few words: what cannot win is no minimum', () => {
    const rules = rulesWith({ policy: 'next_up' }, ['a']);
    const odds = oddsOf(rules, listOf([2, 9]), rules.prizes[0]!)!;
    expect(summaryOf(odds)).toEqual({ total: 10, none: 0, min: 3, max: 7, distinct: 2 });
    const nobody = oddsOf(rules, listOf([]), rules.prizes[0]!)!;
    expect(summaryOf(nobody)).toEqual({ total: 10, none: 10, min: 0, max: 0, distinct: 0 });
  });

  it('are not counted where extractors share a position, read very many digits or draws are too many', () => {
    const shared = rulesWith({ policy: 'house' }, ['a', 'b']);
    const extractors = shared.entropy.extractors.map((extractor) => ({ ...extractor, position: '1' }));
    // oxlint-disable-next-line unicorn/no-thenable -- B2 names the member so
    const many = rulesWith({ policy: 'next_draw', max_draws: 5_000, then: 'house' }, ['a']);
    const wide = rulesWith({ policy: 'house' }, ['a']);
    const eight = wide.entropy.extractors.map((extractor) => ({ ...extractor, n: 8 }));
    const ledger = listOf([1]);
    for (const rules of [
      { ...shared, entropy: { ...shared.entropy, extractors } },
      many,
      { ...wide, entropy: { ...wide.entropy, extractors: eight } },
    ]) {
      expect(oddsOf(rules, ledger, rules.prizes[0]!)).toBeUndefined();
    }
  });
});
