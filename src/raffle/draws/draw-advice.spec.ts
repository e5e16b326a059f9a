import { describe, expect, it } from 'vitest';
import type { LotteryMethod, RaffleTerms } from '../catalogue/index.js';
import { drawAdvice, drawWarnings } from './draw-advice.js';

const method: LotteryMethod = {
  mode: 'lottery',
  source: 'LN',
  firstDraw: '2862',
  consecutive: true,
  positions: [{ id: 'mayor', width: 5, first: 0, last: 99_999 }],
  extractors: [{ id: 'a', position: 'mayor', take: 'last', n: 3 }],
  map: 'suffix',
  onMiss: { policy: 'house' },
};

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
  emission: 1_000,
  width: 3,
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
  prizes: [{ prizeId: 'p1', name: 'Moto', units: 1, extract: ['a'] }],
};

const prizes = [{ ...terms.prizes[0]!, extract: [] }];
const seeds = [{ party: 'Notaría 5', seedHash: '11'.repeat(32) }];
const { source, firstDraw, positions } = method;

describe('The warnings of a draw', () => {
  it.each<[string, Partial<RaffleTerms>, string[]]>([
    ['even digits of which the house keeps the rest', {}, []],
    ['a neighbour', { drawMethod: { ...method, onMiss: { policy: 'next_up' } } }, ['W_BIASED_FALLBACK']],
    [
      'a sequence of few digits',
      { drawMethod: { ...method, onMiss: { policy: 'seeded' } } },
      ['W_LOW_ENTROPY'],
    ],
    ['numbers no result reaches', { emission: 2_000, width: 4 }, ['W_UNREACHABLE']],
    [
      'remainders that do not come out',
      { emission: 300, drawMethod: { ...method, map: 'modulo' } },
      ['W_UNIVERSE'],
    ],
    [
      'seeds alone',
      { prizes, drawMethod: { mode: 'commit_reveal', seeds, external: { kind: 'none' } } },
      ['W_NO_EXTERNAL', 'I_KNOWN_SUCCESSOR'],
    ],
    [
      'one lottery draw as seed',
      { prizes, drawMethod: { mode: 'lottery_seeded', source, firstDraw, positions, draws: 1 } },
      ['W_LOW_ENTROPY', 'I_KNOWN_SUCCESSOR'],
    ],
    ['a beacon', { prizes, drawMethod: { mode: 'drand', minLeadS: 600 } }, []],
  ])('of %s are these, each with a sentence', (_what, change, codes) => {
    const warnings = drawWarnings({ ...terms, ...change });
    expect(warnings.map(({ code }) => code)).toEqual(codes);
    for (const { sentence } of warnings) expect(sentence).toMatch(/^[A-Z].+\.$/);
  });
});

describe('What publishing says of the draw', () => {
  const drand: Partial<RaffleTerms> = { prizes, drawMethod: { mode: 'drand', minLeadS: 600 } };

  it('asks whether a program may draw where nobody has found out', () => {
    for (const jurisdiction of ['MX', 'OTHER', 'XX'])
      expect(drawAdvice({ ...terms, ...drand, jurisdiction })).toEqual([
        expect.stringContaining('Ask the authority whether a program may draw'),
      ]);
  });

  it('asks nothing where the law names programs, nor of digits of an official lottery', () => {
    expect(drawAdvice({ ...terms, ...drand, jurisdiction: 'CO' })).toEqual([]);
    expect(drawAdvice(terms)).toEqual([]);
  });
});
