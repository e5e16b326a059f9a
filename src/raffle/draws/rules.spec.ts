import { describe, expect, it } from 'vitest';
import { parseRules, parseStrictJson, rulesHash, supportedRules } from '../../fair-draw/index.js';
import type { DrawMethod, MissRule, RaffleTerms } from '../catalogue/index.js';
import { publishedRules, whyNotDrawable } from './rules.js';

function nextDraw(maxDraws: number, then: 'house'): MissRule {
  // oxlint-disable-next-line unicorn/no-thenable -- a word of the draw's rules; never awaited
  return { policy: 'next_draw', maxDraws, then };
}

const method: DrawMethod = {
  source: 'MX-SUPERIOR',
  firstDraw: '2862',
  consecutive: true,
  positions: [{ id: 'mayor', width: 5, first: 1, last: 60_000 }],
  extractors: [{ id: 'a', position: 'mayor', take: 'last', n: 3 }],
  map: 'suffix',
  onMiss: nextDraw(3, 'house'),
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
  salesCloseAt: new Date('2026-12-19T18:00:00.500Z'),
  drawAt: new Date('2026-12-20T02:00:00Z'),
  disputeMinutes: 120,
  drawMethod: method,
  onePrizePerHolder: true,
  refundPolicy: 'Se devuelve completo',
  organiser: { name: 'Club' },
  transferAccount: { bank: 'B', holder: 'H', account: '1', kind: 'CLABE' },
  prizes: [{ prizeId: 'p1', name: 'Moto', units: 1, extract: ['a'] }],
};

const RAFFLE = '01890000-0000-7000-8000-000000000001';

function withMethod(change: Partial<DrawMethod>): RaffleTerms {
  return { ...terms, drawMethod: { ...method, ...change } };
}

describe('The rules of a raffle', () => {
  it('are published as an object any verifier reads, under the id of the draw', () => {
    const { json, hash } = publishedRules(terms, RAFFLE, 1);
    const rules = supportedRules(parseRules(parseStrictJson(json)));
    expect(rulesHash(parseStrictJson(json))).toBe(hash);
    expect(rules).toMatchObject({
      raffle_id: `${RAFFLE}:1`,
      title: 'Moto Italika',
      numbers: { first: 0, last: 999, width: 3 },
      alternates: 0,
      one_prize_per_holder: true,
      sales_close_at: '2026-12-19T18:00:00Z',
      prizes: [{ id: 'p1', name: 'Moto', units: 1, extract: ['a'] }],
      entropy: {
        source: 'MX-SUPERIOR',
        first_draw: '2862',
        consecutive: true,
        map: 'suffix',
        on_miss: JSON.parse('{"policy":"next_draw","max_draws":3,"then":"house"}') as object,
      },
    });
  });

  it('have another hash for every draw', () => {
    expect(publishedRules(terms, RAFFLE, 1).hash).not.toBe(publishedRules(terms, RAFFLE, 2).hash);
  });

  it('are accepted when they can be drawn', () => {
    expect(whyNotDrawable(terms)).toBeNull();
    expect(whyNotDrawable(withMethod({ onMiss: { policy: 'house' }, consecutive: false }))).toBeNull();
  });
});

describe('A raffle is refused before anything is sold', () => {
  it.each<[string, RaffleTerms, RegExp]>([
    ['waiting for the next draw could skip one', withMethod({ consecutive: false }), /consecutive/],
    [
      'consecutive draws have no number to count from',
      withMethod({ firstDraw: 'Navidad' }),
      /numeric first_draw/,
    ],
    [
      'a prize names digits that nobody declared',
      { ...terms, prizes: [{ prizeId: 'p1', name: 'Moto', units: 1, extract: ['z'] }] },
      /not declared/,
    ],
    [
      'a prize names no digits',
      { ...terms, prizes: [{ prizeId: 'p1', name: 'Moto', units: 1, extract: [] }] },
      /no extractor/,
    ],
    [
      'more digits are taken than the lottery publishes',
      withMethod({ extractors: [{ id: 'a', position: 'mayor', take: 'last', n: 6 }] }),
      /more digits/,
    ],
    [
      'a result could not be written with its digits',
      withMethod({ positions: [{ id: 'mayor', width: 4, first: 0, last: 10_000 }] }),
      /does not fit/,
    ],
    [
      'its numbers are beyond what digits decide',
      { ...terms, firstNumber: 1, emission: 1_000_000 },
      /below 1000000/,
    ],
  ])('if %s', (_why, impossible, reason) => {
    expect(whyNotDrawable(impossible)).toMatch(reason);
  });

  it.each([
    '{"policy":"next_up"}',
    '{"policy":"nearest"}',
    '{"policy":"seeded"}',
    '{"policy":"next_draw","maxDraws":2,"then":"nearest"}',
    '{"policy":"raffle_again"}',
  ])('if unsold numbers would be replaced by %s', (rule) => {
    const onMiss: MissRule = JSON.parse(rule);
    expect(whyNotDrawable(withMethod({ onMiss }))).toMatch(/not supported|not one of/);
  });
});
