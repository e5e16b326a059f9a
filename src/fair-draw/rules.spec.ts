import { describe, expect, it } from 'vitest';
import { lotterySourceOf, parseRules, rulesHash } from './rules.js';
import { SAMPLE_LOTTERY, SAMPLE_RULES } from './testing.js';

function codeOf(value: unknown): unknown {
  try {
    parseRules(value);
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
  return 'accepted';
}

const rules = (change: object): object => ({ ...SAMPLE_RULES, ...change });
const lottery = (change: object): object => rules({ entropy: { ...SAMPLE_LOTTERY, ...change } });
const prizes = (...changes: readonly object[]): object =>
  rules({
    prizes: changes.map((change, index) => ({ id: `p${index}`, name: 'Moto', extract: ['a'], ...change })),
  });
/** The sample's extractor a, or its position 1, changed: the rest stays as the prizes need it. */
const extractor = (change: object): object =>
  lottery({
    extractors: SAMPLE_LOTTERY.extractors.map((item) => (item.id === 'a' ? { ...item, ...change } : item)),
  });
const position = (change: object): object =>
  lottery({
    positions: SAMPLE_LOTTERY.positions.map((item) => (item.id === '1' ? { ...item, ...change } : item)),
  });
const without = (name: string): object =>
  Object.fromEntries(Object.entries(SAMPLE_RULES).filter(([key]) => key !== name));

const DRAND = {
  mode: 'drand',
  chain_hash: 'ab'.repeat(32),
  round: 1000,
  draw_at: '2026-03-05T21:00:00Z',
  min_lead_s: 3600,
};
const SEED = { party: 'organiser', seed_hash: 'cd'.repeat(32) };
const REVEAL = { mode: 'commit-reveal', seeds: [SEED], external: { kind: 'none' } };
const SEEDED = { method: 'seeded', draws: 4 };

describe('the rules of a raffle', () => {
  it('are accepted as published, and again with their defaults written out', () => {
    expect(parseRules(SAMPLE_RULES)).toEqual(SAMPLE_RULES);
    expect(parseRules(parseRules(SAMPLE_RULES))).toEqual(SAMPLE_RULES);
  });

  it('get their defaults: one unit, draws not consecutive, zero stays zero, no alternates', () => {
    const { consecutive: _c, zero_is_top: _z, alternates_extract: _a, ...entropy } = SAMPLE_LOTTERY;
    expect(
      parseRules(rules({ entropy, prizes: [{ id: 'p1', name: 'Moto', extract: ['b'] }] })),
    ).toMatchObject({
      prizes: [{ units: 1 }],
      entropy: { consecutive: false, zero_is_top: false, alternates_extract: [] },
    });
  });

  it('are hashed as published, members nobody knows included', () => {
    expect(rulesHash(rules({ permit: 'X-1' }))).not.toBe(rulesHash(SAMPLE_RULES));
    expect(codeOf(rules({ permit: 'X-1' }))).toBe('accepted');
  });

  it.each([
    'v',
    'type',
    'raffle_id',
    'title',
    'numbers',
    'prizes',
    'alternates',
    'one_prize_per_holder',
    'redraw',
    'sales_close_at',
    'entropy',
  ])('are refused without %s', (name) => {
    expect(codeOf(without(name))).toBe('E_SCHEMA');
  });

  it.each([
    ['another version', rules({ v: 'fairdraw/2' }), 'E_VERSION'],
    ['another type', rules({ type: 'receipt' }), 'E_SCHEMA'],
    ['a raffle id with a space', rules({ raffle_id: 'a b' }), 'E_SCHEMA'],
    ['a raffle id of 65 characters', rules({ raffle_id: 'a'.repeat(65) }), 'E_SCHEMA'],
    ['a day that does not exist', rules({ sales_close_at: '2026-02-30T00:00:00Z' }), 'E_SCHEMA'],
    ['a time with milliseconds', rules({ sales_close_at: '2026-02-20T00:00:00.000Z' }), 'E_SCHEMA'],
    ['a time of another zone', rules({ sales_close_at: '2026-02-20T00:00:00-06:00' }), 'E_SCHEMA'],
    ['numbers as text', rules({ numbers: { first: '0', last: 9, width: 1 } }), 'E_SCHEMA'],
    ['a negative first number', rules({ numbers: { first: -1, last: 9, width: 1 } }), 'E_RULES'],
    ['a last number before the first', rules({ numbers: { first: 10, last: 9, width: 1 } }), 'E_RULES'],
    ['numbers beyond 32 bits', rules({ numbers: { first: 0, last: 2 ** 32, width: 10 } }), 'E_RULES'],
    ['a million numbers and one', rules({ numbers: { first: 0, last: 1_000_000, width: 7 } }), 'E_RULES'],
    ['no prize', prizes(), 'E_RULES'],
    ['a prize that is text', rules({ prizes: ['Moto'] }), 'E_SCHEMA'],
    ['two prizes of one id', prizes({ id: 'p' }, { id: 'p' }), 'E_RULES'],
    ['a prize named alternate', prizes({ id: 'alternate' }), 'E_RULES'],
    ['a prize id with a slash', prizes({ id: 'p/1' }), 'E_RULES'],
    ['no unit of a prize', prizes({ units: 0 }), 'E_RULES'],
    ['too many units', prizes({ units: 100_001 }), 'E_RULES'],
    ['a prize without extractor', prizes({ extract: [] }), 'E_RULES'],
    ['a prize with an unknown extractor', prizes({ extract: ['a', 'x'] }), 'E_RULES'],
    ['extractors that are numbers', prizes({ extract: [1] }), 'E_SCHEMA'],
    ['alternates in a direct draw', rules({ alternates: 1 }), 'E_RULES'],
    ['a negative number of alternates', rules({ alternates: -1 }), 'E_RULES'],
    ['an unknown redraw', rules({ redraw: 'again' }), 'E_RULES'],
    ['a fresh redraw without drand', rules({ redraw: 'fresh' }), 'E_RULES'],
    ['a supersedes that is no hash', rules({ supersedes: 'abc' }), 'E_SCHEMA'],
    ['an unknown mode', lottery({ mode: 'dice' }), 'E_RULES'],
    ['an unknown method', lottery({ method: 'loud' }), 'E_RULES'],
    ['an unknown map', lottery({ map: 'middle' }), 'E_RULES'],
    ['an unknown policy', lottery({ on_miss: { policy: 'friend' } }), 'E_RULES'],
    ['next_draw without max_draws', lottery({ on_miss: { policy: 'next_draw' } }), 'E_SCHEMA'],
    ['next_draw with no draw at all', lottery({ on_miss: nextDraw(0) }), 'E_RULES'],
    ['next_draw after next_draw', lottery({ on_miss: nextDraw(2, 'next_draw') }), 'E_RULES'],
    ['consecutive draws of a wordy id', lottery({ first_draw: 'A-7' }), 'E_RULES'],
    [
      'two positions of one id',
      lottery({ positions: [...SAMPLE_LOTTERY.positions, ...SAMPLE_LOTTERY.positions] }),
      'E_RULES',
    ],
    [
      'two extractors of one id',
      lottery({ extractors: [...SAMPLE_LOTTERY.extractors, ...SAMPLE_LOTTERY.extractors] }),
      'E_RULES',
    ],
    ['a position without digits', position({ width: 0, first: 0, last: 0 }), 'E_RULES'],
    ['a position of more digits than are exact', position({ width: 16 }), 'E_RULES'],
    ['a position whose range needs more digits', position({ last: 1000 }), 'E_RULES'],
    ['a position whose range is empty', position({ first: 5, last: 4 }), 'E_RULES'],
    ['a position below zero', position({ first: -1 }), 'E_RULES'],
    ['an extractor of an unknown position', extractor({ position: 'x' }), 'E_RULES'],
    ['an extractor of too many digits', extractor({ n: 4 }), 'E_RULES'],
    ['an extractor of no digit', extractor({ n: 0 }), 'E_RULES'],
    ['an extractor of middle digits', extractor({ take: 'mid' }), 'E_RULES'],
    ['a prize without extractor beside others', prizes({}, { extract: [] }), 'E_RULES'],
    ['a prize id of 33 characters', prizes({ id: 'p'.repeat(33) }), 'E_RULES'],
    ['consecutive draws from an id of 16 digits', lottery({ first_draw: '1'.repeat(16) }), 'E_RULES'],
    ['an unknown extractor for alternates', lottery({ alternates_extract: ['x'] }), 'E_RULES'],
  ])('are refused with %s', (_, value, code) => {
    expect(codeOf(value)).toBe(code);
  });
});

describe('the limits of rules', () => {
  it.each([
    ['a raffle of one number', rules({ numbers: { first: 7, last: 7, width: 1 } })],
    ['a million numbers', rules({ numbers: { first: 0, last: 999_999, width: 6 } })],
    [
      'every u32, drawn by a beacon',
      rules({ numbers: { first: 0, last: 2 ** 32 - 1, width: 10 }, entropy: DRAND }),
    ],
    ['a raffle id of one character', rules({ raffle_id: 'r' })],
    ['a raffle id of 64', rules({ raffle_id: 'r'.repeat(64) })],
    ['a prize id of one character', prizes({ id: 'p' })],
    ['a prize id of 32', prizes({ id: 'p'.repeat(32) })],
    ['100,000 units', prizes({ units: 100_000 })],
    ['a position of one possible result', position({ first: 3, last: 3 })],
    ['positions of one digit', lottery({ positions: digits(1), extractors: taking(1) })],
    ['positions of fifteen digits, all taken', lottery({ positions: digits(15), extractors: taking(15) })],
    ['consecutive draws from an id of one digit', lottery({ first_draw: '7' })],
    ['consecutive draws from an id of fifteen', lottery({ first_draw: '1'.repeat(15) })],
    ['65,535 lottery draws', lottery({ ...SEEDED, draws: 65_535 })],
    ['65,535 positions', lottery({ ...SEEDED, positions: many(65_535) })],
    ['no lead at all', rules({ entropy: { ...DRAND, min_lead_s: 0 } })],
  ])('include %s', (_, value) => {
    expect(codeOf(value)).toBe('accepted');
  });

  it('end before 65,536 positions', () => {
    expect(codeOf(lottery({ ...SEEDED, positions: many(65_536) }))).toBe('E_RULES');
  });
});

describe('the lottery that takes part', () => {
  const { entropy } = parseRules(lottery({ on_miss: nextDraw(3) }));

  it('decides draw by draw where its digits name the winner, and all at once as a seed', () => {
    expect(lotterySourceOf(entropy)).toMatchObject({ oneByOne: true, most: 3 });
    expect(lotterySourceOf(parseRules(lottery(SEEDED)).entropy)).toMatchObject({ oneByOne: false, most: 4 });
    const external = { ...SAMPLE_LOTTERY, kind: 'lottery', draws: 2 };
    const revealed = parseRules(rules({ entropy: { ...REVEAL, external } })).entropy;
    expect(lotterySourceOf(revealed)).toMatchObject({
      oneByOne: false,
      most: 2,
      lottery: { source: 'TEST-LOT' },
    });
  });

  it('is none where a beacon or seeds alone decide', () => {
    for (const entropyOf of [DRAND, REVEAL])
      expect(lotterySourceOf(parseRules(rules({ entropy: entropyOf })).entropy)).toBeUndefined();
  });
});

function digits(width: number): object[] {
  return SAMPLE_LOTTERY.positions.map((item) => ({ ...item, width, last: 10 ** width - 1 }));
}

function taking(n: number): object[] {
  return SAMPLE_LOTTERY.extractors.map((item) => ({ ...item, n }));
}

function many(count: number): object[] {
  return Array.from({ length: count }, (_, at) => ({ id: String(at), width: 1, first: 0, last: 9 }));
}

function nextDraw(max_draws: number, last = 'house'): object {
  // oxlint-disable-next-line unicorn/no-thenable -- B2 names the member so
  return { policy: 'next_draw', max_draws, then: last };
}

describe('rules of the other modes', () => {
  it.each([
    ['drand', rules({ entropy: DRAND })],
    ['drand with fresh redraws', rules({ entropy: DRAND, redraw: 'fresh' })],
    ['seeds alone', rules({ entropy: REVEAL })],
    ['sixteen seeds', rules({ entropy: { ...REVEAL, seeds: Array.from({ length: 16 }, () => SEED) } })],
    ['seeds and a text', rules({ entropy: { ...REVEAL, external: { kind: 'text', description: 'dice' } } })],
    [
      'seeds and a beacon, fresh redraws',
      rules({ entropy: { ...REVEAL, external: { ...DRAND, kind: 'drand' } }, redraw: 'fresh' }),
    ],
    ['several lottery draws as a seed', lottery(SEEDED)],
  ])('are read: %s', (_, value) => {
    expect(parseRules(value)).toMatchObject({ v: 'fairdraw/1' });
  });

  it.each([
    ['a mode nobody knows', rules({ entropy: { mode: 'dice' } }), 'E_RULES'],
    ['a beacon without round', rules({ entropy: { ...DRAND, round: undefined } }), 'E_SCHEMA'],
    ['a chain hash that is none', rules({ entropy: { ...DRAND, chain_hash: 'quicknet' } }), 'E_SCHEMA'],
    ['a negative lead', rules({ entropy: { ...DRAND, min_lead_s: -1 } }), 'E_RULES'],
    ['no seed', rules({ entropy: { ...REVEAL, seeds: [] } }), 'E_RULES'],
    [
      'seventeen seeds',
      rules({ entropy: { ...REVEAL, seeds: Array.from({ length: 17 }, () => SEED) } }),
      'E_RULES',
    ],
    ['no outside value, not even none', rules({ entropy: { ...REVEAL, external: undefined } }), 'E_SCHEMA'],
    ['an outside value nobody knows', rules({ entropy: { ...REVEAL, external: { kind: 'x' } } }), 'E_RULES'],
    ['fresh redraws without beacon', rules({ entropy: REVEAL, redraw: 'fresh' }), 'E_RULES'],
    ['no lottery draw as a seed', lottery({ ...SEEDED, draws: 0 }), 'E_RULES'],
    ['more lottery draws than a u16 counts', lottery({ ...SEEDED, draws: 65_536 }), 'E_RULES'],
    ['no position', lottery({ ...SEEDED, positions: [] }), 'E_RULES'],
    ['consecutive draws of a word', lottery({ ...SEEDED, first_draw: 'x', consecutive: true }), 'E_RULES'],
  ])('are refused with %s', (_, value, code) => {
    expect(codeOf(value)).toBe(code);
  });
});
