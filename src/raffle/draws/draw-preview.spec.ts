import { describe, expect, it } from 'vitest';
import type { DrawMethod, LotteryMethod, MissRule, RaffleTerms } from '../catalogue/index.js';
import { groupOdds, previewOf, prizeGroups, resultsToCount, usualCounts } from './draw-preview.js';
import { missSentence, oddsSentence } from './draw-words.js';
import { sampleOf, type SoldOdds } from './sold-odds.js';

const method: LotteryMethod = {
  mode: 'lottery',
  source: 'LN',
  firstDraw: '2862',
  consecutive: true,
  positions: [
    { id: '1', width: 1, first: 0, last: 9 },
    { id: '2', width: 1, first: 0, last: 9 },
    { id: '3', width: 5, first: 0, last: 99_999 },
  ],
  extractors: [
    { id: 'a', position: '1', take: 'last', n: 1 },
    { id: 'b', position: '2', take: 'last', n: 1 },
    { id: 'c', position: '3', take: 'first', n: 3 },
    { id: 'again', position: '1', take: 'first', n: 1 },
  ],
  map: 'suffix',
  onMiss: { policy: 'next_up' },
};

/** Ten numbers, 0 to 9, and results of one digit: every count can be done by hand. */
const terms: RaffleTerms = {
  slug: 'moto',
  title: 'Moto Italika',
  salesMode: 'chat',
  jurisdiction: 'MX',
  metaPermission: null,
  ageStep: true,
  currency: 'MXN',
  priceMinor: 5_000,
  firstNumber: 0,
  emission: 10,
  width: 2,
  maxPerPerson: 20,
  holdMinutes: 120,
  timeZone: 'America/Mexico_City',
  salesCloseAt: new Date('2026-12-19T18:00:00Z'),
  drawAt: new Date('2026-12-20T02:00:00Z'),
  disputeMinutes: 120,
  drawMethod: method,
  onePrizePerHolder: true,
  refundPolicy: 'Se devuelve completo',
  organiser: { name: 'Club' },
  transferAccount: { bank: 'B', holder: 'H', account: '1', kind: 'CLABE' },
  preDraws: [],
  prizes: [prize('p1', 'a')],
};

function prize(prizeId: string, ...extract: string[]): RaffleTerms['prizes'][number] {
  return { prizeId, name: prizeId, units: 1, extract };
}

/** The odds of the only prize under each rule, by the rule's name. */
function oddsOf(sold: number[], change: Partial<RaffleTerms> = {}): Map<string, SoldOdds | undefined> {
  const [group] = prizeGroups({ ...terms, ...change });
  if (group === undefined) throw new Error('no group');
  const odds = groupOdds(group, sold);
  return new Map(group.onMisses.map((rule, at) => [rule?.policy ?? 'even', odds[at]]));
}

describe('the odds before publishing', () => {
  it('are those of the chosen rule first, then those of all others', () => {
    expect([...oddsOf([2, 9]).keys()]).toEqual([
      'next_up',
      'next_draw',
      'house',
      'next_down',
      'nearest',
      'seeded',
    ]);
  });

  it('say who is favoured, and how far from the fair share', () => {
    const odds = oddsOf([2, 9]);
    // 0, 1 and 2 lead to 2, the seven others to 9
    expect(odds.get('next_up')).toEqual({
      sold: 2,
      nobody: 0,
      fairShare: 0.5,
      least: { number: 2, chance: 0.3, timesFair: 0.6 },
      most: { number: 9, chance: 0.7, timesFair: 1.4 },
      cannotWin: 0,
    });
    expect(odds.get('next_down')).toMatchObject({ least: { number: 9, chance: 0.3 }, most: { number: 2 } });
    expect(odds.get('nearest')).toMatchObject({ least: { number: 9, chance: 0.4 }, most: { chance: 0.6 } });
  });

  it('say how often nobody wins, and share fairly what is left', () => {
    const odds = oddsOf([2, 9]);
    expect(odds.get('house')).toMatchObject({ nobody: 0.8, fairShare: 0.1, most: { timesFair: 1 } });
    expect(odds.get('next_draw')?.nobody).toBeCloseTo(0.8 ** 4, 12);
    expect(odds.get('next_draw')?.least?.timesFair).toBeCloseTo(1, 12);
  });

  it('spread what a random sequence decides over all numbers', () => {
    const seeded = { nobody: 0, fairShare: 0.5, least: { chance: 0.5 }, most: { chance: 0.5 }, cannotWin: 0 };
    expect(oddsOf([2, 9]).get('seeded')).toMatchObject(seeded);
    // oxlint-disable-next-line unicorn/no-thenable -- a word of the draw's rules; never awaited
    const onMiss: MissRule = { policy: 'next_draw', maxDraws: 2, then: 'seeded' };
    const late = oddsOf([2, 9], { drawMethod: { ...method, onMiss } }).get('next_draw');
    expect(late).toMatchObject({ nobody: 0, fairShare: 0.5, most: { timesFair: 1 } });
  });

  it('count the numbers no result leads to', () => {
    const odds = oddsOf([3, 11, 15], { emission: 20 });
    expect(odds.get('house')).toMatchObject({ cannotWin: 2, least: { number: 11, chance: 0, timesFair: 0 } });
    expect(odds.get('seeded')).toMatchObject({ cannotWin: 0, least: { number: 11, chance: 0.3 } });
    expect(oddsOf([11], { emission: 20 }).get('house')).toEqual({
      sold: 1,
      nobody: 1,
      fairShare: null,
      least: null,
      most: null,
      cannotWin: 1,
    });
  });

  it('are nobody’s while nothing is sold', () => {
    for (const odds of oddsOf([]).values()) expect(odds).toMatchObject({ sold: 0, nobody: 1, most: null });
  });

  it('are the same for everybody where digits start a sequence, and nobody is left out', () => {
    const { source, firstDraw, positions } = method;
    const methods: DrawMethod[] = [
      { mode: 'drand', minLeadS: 600 },
      { mode: 'lottery_seeded', source, firstDraw, positions, draws: 1 },
      {
        mode: 'commit_reveal',
        seeds: [{ party: 'N', seedHash: '11'.repeat(32) }],
        external: { kind: 'none' },
      },
    ];
    for (const drawMethod of methods) {
      const change = { drawMethod, prizes: [prize('p1'), prize('p2')] };
      expect(prizeGroups({ ...terms, ...change })).toHaveLength(1);
      expect(oddsOf([2, 9], change).get('even')).toMatchObject({
        nobody: 0,
        least: { chance: 0.5, timesFair: 1 },
      });
      expect(oddsOf([], change).get('even')).toMatchObject({ nobody: 1, least: null });
    }
  });

  it('are counted once for prizes that read as many digits alike', () => {
    const prizes = [prize('p1', 'a'), prize('p2', 'b'), prize('p3', 'b', 'a'), prize('p4', 'c')];
    const groups = prizeGroups({ ...terms, prizes });
    expect(groups.map(({ prizeIds }) => prizeIds)).toEqual([['p1', 'p2'], ['p3'], ['p4']]);
    // Results of one digit, of two times one, of three; and the list each time.
    expect(resultsToCount(groups, 10)).toBe(10 + 20 + 1_000 + 3 * 10);
    // A remainder names only numbers of the raffle, however many digits it is made of.
    const remainders = prizeGroups({ ...terms, prizes, drawMethod: { ...method, map: 'modulo' } });
    expect(resultsToCount(remainders, 10)).toBe(10 + 20 + 10 + 3 * 10);
  });

  it('are left out, and cost nothing but their place, where they cannot be counted', () => {
    const change = { ...terms, prizes: [prize('p1', 'a', 'again'), prize('p2', 'a')] };
    const groups = prizeGroups(change);
    const odds = groups.map((group) => [groupOdds(group, [2, 9]), groupOdds(group, [2])]);
    const { odds: shown } = previewOf(change, groups, odds);
    expect(shown.map(({ rules }) => rules.map(({ cases }) => cases.length))).toEqual([
      [0, 0, 0, 0, 0, 0],
      [2, 2, 2, 2, 2, 2],
    ]);
    expect(shown[1]?.rules.map(({ chosen }) => chosen)).toEqual([true, false, false, false, false, false]);
  });

  it('are looked at with all numbers sold and with half of them', () => {
    expect(usualCounts({ emission: 1_001 })).toEqual([1_001, 501]);
    expect(usualCounts({ emission: 1 })).toEqual([1]);
  });
});

describe('the numbers taken to be sold', () => {
  it('are as many as asked, ascending, of the raffle, and the same each time', () => {
    for (const count of [1, 37, 500, 1_000]) {
      const sample = sampleOf(200, 1_000, count);
      expect(new Set(sample).size).toBe(count);
      expect(sample.toSorted((a, b) => a - b)).toEqual(sample);
      expect(Math.min(...sample)).toBeGreaterThanOrEqual(200);
      expect(Math.max(...sample)).toBeLessThanOrEqual(1_199);
      expect(sampleOf(200, 1_000, count)).toEqual(sample);
    }
  });

  it('leave gaps as buyers do: with 300 of 1000 the luckiest has several times its share', () => {
    const thousand = {
      emission: 1_000,
      drawMethod: { ...method, extractors: [{ id: 'a', position: '3', take: 'last' as const, n: 3 }] },
    };
    const luckiest = oddsOf(sampleOf(0, 1_000, 300), thousand).get('next_up')?.most?.timesFair ?? 0;
    expect(luckiest).toBeGreaterThan(3);
    expect(luckiest).toBeLessThan(10);
  });
});

describe('the words of a preview', () => {
  it('say how winners are found, with every warning', () => {
    const groups = prizeGroups(terms);
    const { method: sentence, warnings } = previewOf(terms, groups, []);
    expect(sentence).toBe(
      'Digits of LN, draw 2862, are the winning number. If nobody bought the number drawn, the next higher number sold wins.',
    );
    expect(warnings.map(({ code }) => code)).toEqual(['W_BIASED_FALLBACK']);
  });

  it('say what follows when the last lottery draw names nobody', () => {
    // oxlint-disable-next-line unicorn/no-thenable -- a word of the draw's rules; never awaited
    expect(missSentence({ policy: 'next_draw', maxDraws: 4, then: 'nearest' })).toBe(
      "If nobody bought the number drawn, the lottery's next draw decides, 4 draws at most; after the last, the nearest number sold wins.",
    );
  });

  it.each<[string, number[], Partial<RaffleTerms>, string]>([
    [
      'next_up',
      [2, 9],
      {},
      'With 2 sold, number 09 wins 1.40 times as often as its fair share, number 02 wins 0.60 times as often as its fair share.',
    ],
    [
      'house',
      [2, 9],
      {},
      'With 2 sold, every one of them has the same chance. In 80.00 of 100 draws nobody wins.',
    ],
    [
      'house',
      [3, 11],
      { emission: 20 },
      'With 2 sold, number 03 wins 2.00 times as often as its fair share, number 11 wins 0.00 times as often as its fair share. 1 of them cannot win. In 90.00 of 100 draws nobody wins.',
    ],
    ['house', [], {}, 'With 0 sold, none of them can win: the prize stays with you.'],
  ])('of the odds under %s with %j sold are these', (policy, sold, change, sentence) => {
    const odds = oddsOf(sold, change).get(policy);
    expect(odds === undefined ? '' : oddsSentence(odds, 2)).toBe(sentence);
  });
});
