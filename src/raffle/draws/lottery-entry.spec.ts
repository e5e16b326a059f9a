import { describe, expect, it } from 'vitest';
import { parseRules } from '../../fair-draw/index.js';
import { lotteryDraw, whyNotNextResult, type LotteryEntry } from './lottery-entry.js';

const rules = parseRules({
  v: 'fairdraw/1',
  type: 'rules',
  raffle_id: 'r:1',
  title: 'Moto',
  numbers: { first: 0, last: 999, width: 3 },
  prizes: [{ id: 'p1', name: 'Moto', units: 1, extract: ['a'] }],
  alternates: 0,
  one_prize_per_holder: false,
  redraw: 'sequence',
  sales_close_at: '2026-12-19T18:00:00Z',
  entropy: {
    mode: 'lottery',
    method: 'direct',
    source: 'LN',
    first_draw: '2862',
    consecutive: true,
    positions: [
      { id: 'mayor', width: 5, first: 1, last: 60_000 },
      { id: 'segundo', width: 5, first: 1, last: 60_000 },
    ],
    extractors: [{ id: 'a', position: 'mayor', take: 'last', n: 3 }],
    map: 'suffix',
    on_miss: JSON.parse('{"policy":"next_draw","max_draws":2,"then":"house"}') as object,
  },
});

const times = { closedAt: new Date('2026-12-20T01:00:00Z'), now: new Date('2026-12-20T03:00:00Z') };
const entry: LotteryEntry = {
  source: 'LN',
  lotteryDrawId: '2862',
  drawnAt: new Date('2026-12-20T02:00:00Z'),
  results: { mayor: '59806', segundo: '00174' },
};
const next: LotteryEntry = { ...entry, lotteryDrawId: '2863', drawnAt: new Date('2026-12-20T02:30:00Z') };

describe('An official result', () => {
  it('is taken for the first lottery draw of the rules and then for the following one', () => {
    expect(whyNotNextResult(rules, [], entry, times)).toBeNull();
    expect(whyNotNextResult(rules, [lotteryDraw(entry)], next, times)).toBeNull();
  });

  it.each<[string, Partial<LotteryEntry>]>([
    ['another lottery', { source: 'BALOTO' }],
    ['another draw of the lottery', { lotteryDrawId: '2863' }],
    ['a draw held before the list was closed', { drawnAt: new Date('2026-12-20T00:59:59Z') }],
    ['a draw held in the very second the list was closed', { drawnAt: times.closedAt }],
    ['a draw of the future', { drawnAt: new Date('2026-12-20T03:00:01Z') }],
    ['a time with fractions', { drawnAt: new Date('2026-12-20T02:00:00.001Z') }],
    ['a result without its leading zeros', { results: { mayor: '59806', segundo: '174' } }],
    ['a result with a digit too many', { results: { mayor: '059806', segundo: '00174' } }],
    ['a result the lottery cannot give', { results: { mayor: '60001', segundo: '00174' } }],
    ['letters', { results: { mayor: '5980a', segundo: '00174' } }],
    ['full-width digits', { results: { mayor: '５９８０６', segundo: '00174' } }],
    ['nothing for a declared result', { results: { mayor: '59806' } }],
    ['a result the rules do not know', { results: { ...entry.results, tercero: '00001' } }],
    ['a raffle number', { results: { ...entry.results, number: '806' } }],
  ])('is refused if it is %s', (_what, change) => {
    expect(whyNotNextResult(rules, [], { ...entry, ...change }, times)).toEqual(expect.any(String));
  });

  it.each<[string, LotteryEntry[], LotteryEntry]>([
    ['the same lottery draw again', [entry], entry],
    ['one that skips a lottery draw', [entry], { ...next, lotteryDrawId: '2864' }],
    ['one held before the last', [entry], { ...next, drawnAt: entry.drawnAt }],
    [
      'one more than the rules look at',
      [entry, next],
      { ...next, lotteryDrawId: '2864', drawnAt: new Date('2026-12-20T02:40:00Z') },
    ],
  ])('is refused if it is %s', (_what, earlier, following) => {
    expect(whyNotNextResult(rules, earlier.map(lotteryDraw), following, times)).toEqual(expect.any(String));
  });
});
