import { describe, expect, it } from 'vitest';
import { QUICKNET, firstRoundAt, parseRules, parseStrictJson, rulesHash } from '../../fair-draw/index.js';
import type { DrawMethod, LotteryMethod, MissRule, RaffleTerms } from '../catalogue/index.js';
import { publishedRules, whyNotDrawable } from './rules.js';

function nextDraw(maxDraws: number, then: 'house'): MissRule {
  // oxlint-disable-next-line unicorn/no-thenable -- a word of the draw's rules; never awaited
  return { policy: 'next_draw', maxDraws, then };
}

const method: LotteryMethod = {
  mode: 'lottery',
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
  preDraws: [],
  prizes: [{ prizeId: 'p1', name: 'Moto', units: 1, extract: ['a'] }],
};

const RAFFLE = '01890000-0000-7000-8000-000000000001';

function withMethod(change: Partial<LotteryMethod>): RaffleTerms {
  return { ...terms, drawMethod: { ...method, ...change } };
}

describe('The rules of a raffle', () => {
  it('are published as an object any verifier reads, under the id of the draw', () => {
    const { json, hash } = publishedRules(terms, RAFFLE, 1);
    const rules = parseRules(parseStrictJson(json));
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

  it('if unsold numbers would be replaced by a policy nobody knows', () => {
    const onMiss: MissRule = JSON.parse('{"policy":"raffle_again"}');
    expect(whyNotDrawable(withMethod({ onMiss }))).toMatch(/not one of/);
  });
});

const lottery = { source: 'LN', firstDraw: '7', positions: [{ id: '1', width: 5, first: 0, last: 99_999 }] };
const promise = { party: 'Notaría 5', seedHash: 'ab'.repeat(32) };

function withAny(drawMethod: DrawMethod): RaffleTerms {
  const prizes = terms.prizes.map((prize) => ({ ...prize, extract: [] }));
  return { ...terms, prizes, drawMethod };
}

describe('Every way to draw', () => {
  it('by a beacon fixes the round of the announced time, and a fresh one for every disqualification', () => {
    const { json } = publishedRules(withAny({ mode: 'drand', minLeadS: 3_600 }), RAFFLE, 1);
    const { entropy, redraw } = parseRules(parseStrictJson(json));
    expect(redraw).toBe('fresh');
    expect(entropy).toEqual({
      mode: 'drand',
      chain_hash: QUICKNET.hash,
      round: firstRoundAt(QUICKNET, terms.drawAt.getTime() / 1000),
      draw_at: '2026-12-20T02:00:00Z',
      min_lead_s: 3_600,
    });
  });

  it.each<[string, DrawMethod, object]>([
    [
      'by the digits of several lottery draws',
      { mode: 'lottery_seeded', ...lottery, consecutive: true, draws: 5 },
      { mode: 'lottery', method: 'seeded', first_draw: '7', consecutive: true, draws: 5 },
    ],
    [
      'by the seeds of witnesses alone',
      { mode: 'commit_reveal', seeds: [promise], external: { kind: 'none' } },
      { mode: 'commit-reveal', seeds: [{ party: 'Notaría 5', seed_hash: 'ab'.repeat(32) }] },
    ],
    [
      'by seeds and a beacon',
      { mode: 'commit_reveal', seeds: [promise], external: { kind: 'drand', minLeadS: 600 } },
      { external: { kind: 'drand', chain_hash: QUICKNET.hash, min_lead_s: 600 } },
    ],
    [
      'by seeds and a lottery',
      { mode: 'commit_reveal', seeds: [promise], external: { kind: 'lottery', ...lottery, draws: 1 } },
      { external: { kind: 'lottery', source: 'LN', first_draw: '7', draws: 1 } },
    ],
    [
      'by a walk to the next sold number',
      { ...method, onMiss: { policy: 'next_up' } },
      { on_miss: { policy: 'next_up' } },
    ],
  ])('%s is published as any verifier reads it', (_how, drawMethod, entropy) => {
    const drawn = drawMethod.mode === 'lottery' ? withMethod(drawMethod) : withAny(drawMethod);
    expect(whyNotDrawable(drawn)).toBeNull();
    const { json } = publishedRules(drawn, RAFFLE, 1);
    expect(parseRules(parseStrictJson(json)).entropy).toMatchObject(entropy);
  });

  it.each<[string, DrawMethod]>([
    ['seeds', { mode: 'lottery_seeded', ...lottery, draws: 5 }],
    [
      'witnesses',
      { mode: 'commit_reveal', seeds: [promise], external: { kind: 'lottery', ...lottery, draws: 2 } },
    ],
  ])('is refused where the organiser could pick among lottery draws for %s', (_what, drawMethod) => {
    expect(whyNotDrawable(withAny(drawMethod))).toMatch(/consecutive/);
  });

  it('needs a witness where witnesses decide', () => {
    const none: DrawMethod = { mode: 'commit_reveal', seeds: [], external: { kind: 'none' } };
    expect(whyNotDrawable(withAny(none))).toMatch(/parties/);
  });
});
