import { describe, expect, it } from 'vitest';
import type { ManualRules } from './draw-rules.js';
import { whyNotDrawn, type ManualEntry, type Slips } from './manual-entry.js';

const rules: ManualRules = {
  v: 'manual/1',
  type: 'rules',
  raffle_id: 'r:1',
  title: 'Moto',
  numbers: { first: 0, last: 99, width: 2 },
  prizes: [
    { id: 'moto', name: 'Moto', units: 1, extract: [] },
    { id: 'casco', name: 'Casco', units: 2, extract: [] },
  ],
  one_prize_per_holder: true,
  sales_close_at: '2026-12-19T18:00:00Z',
  entropy: { mode: 'manual', place: 'Salón Ejidal', draw_at: '2026-12-20T02:00:00Z' },
};
const times = {
  closedAt: new Date('2026-12-19T19:00:00Z'),
  drawAt: new Date('2026-12-20T02:00:00Z'),
  now: new Date('2026-12-20T03:00:00Z'),
};
const slips: Slips = {
  holders: new Map(
    [7, 8, 30, 45].map((number) => [number, { contactId: number < 10 ? 'ana' : `c${number}` }]),
  ),
  most: 3,
};
const won = (prizeId: string, unit: number, number: number) => ({ prizeId, unit, number });
const entry: ManualEntry = {
  drawnAt: new Date('2026-12-20T02:10:00Z'),
  winners: [won('moto', 1, 7), won('casco', 1, 30), won('casco', 2, 45)],
};

const why = (change: Partial<ManualEntry>, of = rules, list = slips): string | null =>
  whyNotDrawn(of, { ...entry, ...change }, list, times);
const [moto, first, second] = entry.winners as [
  ReturnType<typeof won>,
  ReturnType<typeof won>,
  ReturnType<typeof won>,
];

describe('What people say they drew', () => {
  it('is taken where it names every unit with a slip of its own', () => {
    expect(why({})).toBeNull();
    expect(why({ winners: [second, moto, first] })).toBeNull();
  });

  it.each<[string, Partial<ManualEntry>, string]>([
    ['half a second', { drawnAt: new Date('2026-12-20T02:10:00.500Z') }, 'whole seconds'],
    ['a time to come', { drawnAt: new Date('2026-12-20T03:00:01Z') }, 'future'],
    ['an earlier time than announced', { drawnAt: new Date('2026-12-20T01:59:59Z') }, 'before the announced'],
    ['a prize nobody announced', { winners: [moto, first, won('tele', 1, 45)] }, 'no prize unit tele/1'],
    ['a unit too many', { winners: [moto, first, won('casco', 3, 45)] }, 'no prize unit casco/3'],
    ['a unit twice', { winners: [moto, first, won('casco', 1, 45)] }, 'named twice'],
    ['a number that is not in the list', { winners: [moto, first, won('casco', 2, 99)] }, '99 is not in'],
    ['one slip twice', { winners: [moto, first, won('casco', 2, 30)] }, 'its slip was drawn once'],
    ['a person twice', { winners: [moto, first, won('casco', 2, 8)] }, 'of somebody who has won'],
    ['a prize left out while slips are left', { winners: [moto, first] }, 'missing of casco/2'],
  ])('is refused with %s', (_, change, sentence) => {
    expect(why(change)).toContain(sentence);
  });

  it('is refused if it lies before the list was closed, whatever was announced', () => {
    const late = { ...times, closedAt: new Date('2026-12-20T02:10:00Z') };
    expect(whyNotDrawn(rules, entry, slips, late)).toContain('not later than the closing');
  });

  it('lets a person win twice, and leaves a prize vacant once no slip is left', () => {
    const open = { ...rules, one_prize_per_holder: false };
    expect(why({ winners: [moto, first, won('casco', 2, 8)] }, open)).toBeNull();
    expect(why({ winners: [moto, first] }, rules, { ...slips, most: 2 })).toBeNull();
  });
});
