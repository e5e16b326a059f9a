import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimate, marketName, rateOf, sumOf } from './estimate.js';
import { readRateCard, type RateCard } from './rate-card.js';
import { isRateText, readRate, writeRate } from './rate.js';

const CARD = {
  currency: 'USD',
  periods: [
    {
      from: '2026-10-01',
      markets: [
        {
          name: 'North America',
          prefixes: ['1'],
          countries: ['US'],
          rates: { utility: '0.34', marketing: '2.5' },
        },
        { name: 'Dominican Republic', prefixes: ['1809', '1829', '1849'], rates: { utility: '1.13' } },
        {
          name: 'Mexico',
          prefixes: ['52'],
          countries: ['MX'],
          rates: { utility: '0.85', marketing: '3.05', service: '0.8' },
        },
      ],
      default: { rates: { utility: '0.77', authentication: '0.9', marketing: '6.04' } },
    },
    { from: '2027-01-01', markets: [], default: { rates: { utility: '9' } } },
  ],
};

const NOVEMBER = new Date('2026-11-22T12:00:00Z');

function card(json: unknown = CARD): RateCard {
  const reading = readRateCard(json);
  if (reading.kind === 'faults') throw new Error(reading.faults.join('; '));
  return reading.card;
}

describe('a price', () => {
  const priceOf = (to: string | null, category: string, at = NOVEMBER): string | null => {
    const rate = rateOf(card(), { to, category, at });
    return rate === null ? null : writeRate(rate);
  };

  it.each([
    ['52155', 'Mexico'],
    ['18095550100', 'Dominican Republic'],
    ['18085550100', 'North America'],
    ['MX.1349120', 'Mexico'],
    ['US.1349120', 'North America'],
    ['5', 'other markets'],
    ['34600', 'other markets'],
    ['', 'other markets'],
    [null, 'other markets'],
  ])('for %s is that of %s: the longest prefix decides', (to, market) => {
    expect(marketName(card(), to, NOVEMBER)).toBe(market);
  });

  it('of a free-form message is the utility rate since October 2026, unless the card has one, and nothing before', () => {
    expect(priceOf('1', 'service')).toBe('0.34');
    expect(priceOf('52', 'service')).toBe('0.8');
    const old = card({ ...CARD, periods: [{ ...CARD.periods[0], from: '2026-01-01' }] });
    const september = new Date('2026-09-30T23:59:59Z');
    expect(rateOf(old, { to: '1', category: 'service', at: september })).toBe(0n);
    expect(rateOf(old, { to: '1', category: 'utility', at: september })).toBe(340_000n);
  });

  it('of a category Meta splits is that of its kind where the card has no own', () => {
    expect(priceOf(null, 'authentication-international')).toBe('0.9');
    expect(priceOf('1', 'marketing_lite')).toBe('2.5');
    expect(priceOf('1', 'group_service')).toBe('0.34');
  });

  it.each(['referral_conversion', 'something_new', '__proto__', 'constructor', ''])(
    'of the category "%s" is unknown, not zero',
    (category) => {
      expect(priceOf('52', category)).toBeNull();
    },
  );

  it('changes on the first day of a period and is unknown before the first', () => {
    expect(priceOf('52', 'utility', new Date('2026-12-31T23:59:59.999Z'))).toBe('0.85');
    expect(priceOf('52', 'utility', new Date('2027-01-01T00:00:00Z'))).toBe('9');
    expect(priceOf('52', 'utility', new Date('2026-09-30T23:59:59Z'))).toBeNull();
  });
});

describe('an estimate', () => {
  it('sums exactly and counts what it cannot price', () => {
    const charges = [
      { to: '52', category: 'service', messages: 3, at: NOVEMBER },
      { to: '52', category: 'marketing', messages: 1_000_000, at: NOVEMBER },
      { to: '52', category: 'unheard_of', messages: 7, at: NOVEMBER },
    ];
    expect(estimate(card(), charges)).toEqual({ currency: 'USD', minorUnits: '3050002.4', unpriced: 7 });
    expect(estimate(card(), [])).toEqual({ currency: 'USD', minorUnits: '0', unpriced: 0 });
  });

  it('takes free messages evenly from all, and is nothing where all are free', () => {
    const charges = [
      { to: '52', category: 'utility', messages: 1_500, at: NOVEMBER },
      { to: '1', category: 'utility', messages: 500, at: NOVEMBER },
    ];
    expect(estimate(card(), charges).minorUnits).toBe('1445');
    expect(estimate(card(), charges, 1_000).minorUnits).toBe('722.5');
    expect(estimate(card(), charges, 2_001).minorUnits).toBe('0');
    const whole = sumOf(card(), [estimate(card(), charges), estimate(card(), charges, 1_000)]);
    expect(whole.minorUnits).toBe('2167.5');
  });

  it('does not depend on how messages are grouped', () => {
    const charge = fc.record({
      to: fc.constantFrom('52', '1', '1809', '34', null),
      category: fc.constantFrom('service', 'utility', 'marketing', 'odd'),
      messages: fc.integer({ min: 0, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(charge, { maxLength: 8 }), (groups) => {
        const charges = groups.map((one) => ({ ...one, at: NOVEMBER }));
        const singly = charges.flatMap((one) =>
          Array.from({ length: one.messages }, () => ({ ...one, messages: 1 })),
        );
        expect(estimate(card(), singly)).toEqual(estimate(card(), charges));
      }),
    );
  });
});

describe('minor units with decimals', () => {
  it('are read and written without loss', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }), (millionths) => {
        const text = writeRate(millionths);
        expect(isRateText(text)).toBe(true);
        expect(readRate(text)).toBe(millionths);
      }),
    );
    expect([writeRate(readRate('0.340000')), writeRate(readRate('12')), writeRate(0n)]).toEqual([
      '0.34',
      '12',
      '0',
    ]);
  });

  it.each(['', '.5', '1.', '-1', '1e3', '0,34', '0.1234567', ' 1', '12345678901'])('are not "%s"', (text) => {
    expect(isRateText(text)).toBe(false);
  });
});

describe('a rate card', () => {
  it('is what the example in the papers is', () => {
    const path = join(import.meta.dirname, '../../../docs/rate-card.example.json');
    const example = card(JSON.parse(readFileSync(path, 'utf8')));
    expect(rateOf(example, { to: '5215550001111', category: 'service', at: NOVEMBER })).toBe(850_000n);
  });

  it('knows how much of a number decides', () => {
    expect(card().prefixLength).toBe(4);
    expect(card({ ...CARD, periods: [CARD.periods[1]] }).prefixLength).toBe(1);
  });

  it.each([
    ['no object', 7, 'currency must be'],
    ['no period', { currency: 'USD', periods: [] }, 'periods must hold'],
    ['a wrong currency', { ...CARD, currency: 'usd' }, 'currency must be'],
    ['a wrong day', { ...CARD, periods: [{ ...CARD.periods[0], from: '2026-13-01' }] }, 'periods[0].from'],
    ['a day twice', { ...CARD, periods: [CARD.periods[1], CARD.periods[1]] }, 'same day'],
    [
      'no default row',
      { ...CARD, periods: [{ ...CARD.periods[0], default: undefined }] },
      'periods[0].default.rates',
    ],
    [
      'a price as a number',
      { ...CARD, periods: [{ from: '2026-10-01', default: { rates: { utility: 0.34 } } }] },
      'periods[0].default.rates.utility must be minor units as text',
    ],
    [
      'a prefix with plus',
      {
        ...CARD,
        periods: [
          { ...CARD.periods[1], markets: [{ name: 'x', prefixes: ['+52'], rates: { utility: '1' } }] },
        ],
      },
      'a prefix that is none: +52',
    ],
    [
      'a prefix twice',
      {
        ...CARD,
        periods: [
          {
            ...CARD.periods[1],
            markets: [
              { name: 'x', prefixes: ['52'], rates: { utility: '1' } },
              { name: 'y', prefixes: ['52'], rates: { utility: '1' } },
            ],
          },
        ],
      },
      'repeats the prefix 52',
    ],
  ])('with %s is refused and says where', (_what, json, fault) => {
    const reading = readRateCard(json);
    expect(reading.kind === 'faults' ? reading.faults.join('\n') : reading.kind).toContain(fault);
  });

  it('of any shape is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(['card', 'faults']).toContain(readRateCard(json).kind);
        expect(['card', 'faults']).toContain(readRateCard({ currency: 'USD', periods: [json] }).kind);
      }),
    );
  });
});
