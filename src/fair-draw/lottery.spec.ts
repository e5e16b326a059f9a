import { describe, expect, it } from 'vitest';
import { checkEvidence } from './evidence.js';
import { expectedDrawId } from './lottery.js';
import type { DirectRules } from './rules.js';
import { lotteryDraw, SAMPLE_LOTTERY, SAMPLE_RULES } from './testing.js';

const CLOSED = '2026-03-05T20:00:00Z';
const FIRST = lotteryDraw(0, '731', '000');
const SECOND = lotteryDraw(1, '007', '442');

function codeOf(draws: unknown, rules: DirectRules = SAMPLE_RULES, closedAt = CLOSED): unknown {
  try {
    checkEvidence(rules, closedAt, { kind: 'lottery', draws });
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
  return 'accepted';
}

describe('lottery results entered as evidence', () => {
  it('are accepted when source, times, ids and digits fit the rules', () => {
    expect(codeOf([FIRST])).toBe('accepted');
    expect(codeOf([FIRST, SECOND])).toBe('accepted');
  });

  it.each([
    ['another lottery', [{ ...FIRST, source: 'OTHER' }], 'E_LOTTERY_SOURCE'],
    ['a draw held at the very second of the closing', [{ ...FIRST, drawn_at: CLOSED }], 'E_TIMING'],
    ['a draw held before the closing', [{ ...FIRST, drawn_at: '2026-03-05T19:59:59Z' }], 'E_TIMING'],
    ['a second draw no later than the first', [FIRST, { ...SECOND, drawn_at: FIRST.drawn_at }], 'E_TIMING'],
    ['no draw', [], 'E_LOTTERY_DRAW'],
    ['more draws than the rules allow', [FIRST, SECOND, lotteryDraw(2, '000', '000')], 'E_LOTTERY_DRAW'],
    ['another first draw', [{ ...FIRST, draw_id: '102' }], 'E_LOTTERY_DRAW'],
    ['a skipped draw', [FIRST, { ...SECOND, draw_id: '103' }], 'E_LOTTERY_DRAW'],
    ['an id with a leading zero', [FIRST, { ...SECOND, draw_id: '0102' }], 'E_LOTTERY_DRAW'],
    ['a lost leading zero', [lotteryDraw(0, '731', '0')], 'E_LOTTERY_RESULT'],
    ['a digit too many', [lotteryDraw(0, '0731', '000')], 'E_LOTTERY_RESULT'],
    ['a letter', [lotteryDraw(0, '73l', '000')], 'E_LOTTERY_RESULT'],
    ['full-width digits', [lotteryDraw(0, '７３１', '000')], 'E_LOTTERY_RESULT'],
    ['a number instead of digits', [{ ...FIRST, results: { '1': 731, '2': '000' } }], 'E_SCHEMA'],
    ['a position without result', [{ ...FIRST, results: { '1': '731' } }], 'E_SCHEMA'],
    ['a draw that is text', ['731'], 'E_SCHEMA'],
    ['draws that are no list', { '0': FIRST }, 'E_SCHEMA'],
    ['a time without zone', [{ ...FIRST, drawn_at: '2026-03-06T02:00:00' }], 'E_SCHEMA'],
  ])('are refused with %s', (_, draws, code) => {
    expect(codeOf(draws)).toBe(code);
  });

  it('are refused outside the declared range of a position', () => {
    const positions = [
      { id: '1', width: 3, first: 1, last: 600 },
      { id: '2', width: 3, first: 0, last: 999 },
    ];
    const rules = { ...SAMPLE_RULES, entropy: { ...SAMPLE_LOTTERY, positions } };
    expect(codeOf([lotteryDraw(0, '000', '000')], rules)).toBe('E_LOTTERY_RESULT');
    expect(codeOf([lotteryDraw(0, '601', '000')], rules)).toBe('E_LOTTERY_RESULT');
    expect(codeOf([lotteryDraw(0, '600', '000')], rules)).toBe('accepted');
  });

  it('are refused when the rules ask for another kind of evidence', () => {
    expect(() => checkEvidence(SAMPLE_RULES, CLOSED, { kind: 'drand' })).toThrow(
      expect.objectContaining({ code: 'E_ENTROPY_KIND' }),
    );
  });

  it('may hold results of positions the rules do not use', () => {
    expect(codeOf([{ ...FIRST, results: { ...FIRST.results, serie: 'B' } }])).toBe('accepted');
  });

  it('report source before time before id before digits, whichever draw they are in', () => {
    const digits = lotteryDraw(0, '7', '000');
    const id = { ...SECOND, draw_id: '9' };
    const time = { ...id, drawn_at: FIRST.drawn_at };
    const source = { ...time, source: 'OTHER' };
    expect([[digits], [digits, id], [digits, time], [digits, source]].map((draws) => codeOf(draws))).toEqual([
      'E_LOTTERY_RESULT',
      'E_LOTTERY_DRAW',
      'E_TIMING',
      'E_LOTTERY_SOURCE',
    ]);
  });

  it('may have any later id where the lottery does not number its draws', () => {
    const loose = { ...SAMPLE_RULES, entropy: { ...SAMPLE_LOTTERY, consecutive: false } };
    expect(codeOf([FIRST, { ...SECOND, draw_id: 'extra' }], loose)).toBe('accepted');
    expect(expectedDrawId(loose.entropy, 1)).toBeUndefined();
    expect(expectedDrawId(SAMPLE_LOTTERY, 1)).toBe('102');
  });
});
