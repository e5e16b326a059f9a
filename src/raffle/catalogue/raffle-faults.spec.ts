import { describe, expect, it } from 'vitest';
import { draftFaults } from './draft-faults.js';
import { publishFaults } from './publish-faults.js';
import type { RaffleTerms } from './raffle-view.js';

const now = new Date('2026-11-22T12:00:00Z');
const terms: RaffleTerms = {
  slug: 'moto',
  title: 'Italika 250Z',
  salesMode: 'chat',
  jurisdiction: 'MX',
  metaPermission: { status: 'granted', ref: 'META-7', acceptedBy: 'Ana', at: '2026-11-20T00:00:00Z' },
  ageStep: true,
  currency: 'MXN',
  priceMinor: 5_000,
  firstNumber: 0,
  emission: 1_000,
  width: 3,
  maxPerPerson: 20,
  holdMinutes: 120,
  timeZone: 'America/Mexico_City',
  salesCloseAt: new Date('2026-12-19T00:00:00Z'),
  drawAt: new Date('2026-12-20T02:00:00Z'),
  disputeMinutes: 120,
  drawMethod: {
    mode: 'lottery',
    source: 'MX-SUPERIOR',
    firstDraw: '2900',
    positions: [{ id: '1', width: 5, first: 1, last: 60_000 }],
    extractors: [{ id: 'a', position: '1', take: 'last', n: 3 }],
    map: 'suffix',
    onMiss: { policy: 'house' },
  },
  onePrizePerHolder: true,
  refundPolicy: 'Full price back.',
  organiser: { name: 'Rifas Sota' },
  transferAccount: { bank: 'Banco', holder: 'Rifas Sota', account: '0123', kind: 'CLABE' },
  preDraws: [],
  prizes: [{ prizeId: 'moto', name: 'Italika 250Z', units: 1, extract: ['a'] }],
};
const prize = terms.prizes[0]!;

const drafts: [string, Partial<RaffleTerms>, string][] = [
  ['an address with capitals', { slug: 'Moto' }, 'slug'],
  ['a title of two lines', { title: 'Moto\nnueva' }, 'title'],
  ['a title with half a character', { title: 'Moto \ud800' }, 'title'],
  ['a country nobody described', { jurisdiction: 'XX' }, 'jurisdiction'],
  ['a currency in words', { currency: 'pesos' }, 'currency'],
  ['a negative price', { priceMinor: -1 }, 'priceMinor'],
  ['a price of half a cent', { priceMinor: 0.5 }, 'priceMinor'],
  ['a price that is no number', { priceMinor: Number.NaN }, 'priceMinor'],
  ['a price whose order would not fit', { priceMinor: Number.MAX_SAFE_INTEGER }, 'priceMinor'],
  ['a price in a free raffle', { salesMode: 'free' }, 'priceMinor'],
  ['a limit beyond what one order can hold', { maxPerPerson: 1_001 }, 'maxPerPerson'],
  ['a hold of a minute', { holdMinutes: 1 }, 'holdMinutes'],
  ['a first number below zero', { firstNumber: -1 }, 'firstNumber'],
  ['more than a million numbers', { emission: 1_000_001, width: 7 }, 'emission'],
  ['digits that cannot print the last number', { width: 2 }, 'width'],
  ['an hour that does not exist', { salesCloseAt: new Date('nonsense') }, 'salesCloseAt'],
  [
    'more units than can be entered of a draw by hand',
    {
      drawMethod: { mode: 'manual', place: 'Salón' },
      prizes: ['a', 'b'].map((prizeId) => ({ prizeId, name: prizeId, units: 501, extract: [] })),
    },
    'prizes',
  ],
  ['a window of half a minute', { disputeMinutes: 0.5 }, 'disputeMinutes'],
  ['less time before the draw than buyers are promised', { disputeMinutes: 10_080 }, 'drawAt'],
  ['a draw before the end of the sale', { drawAt: terms.salesCloseAt }, 'drawAt'],
  ['a time zone of its own', { timeZone: 'Rifas/Sota' }, 'timeZone'],
  ['no prize', { prizes: [] }, 'prizes'],
  ['two prizes of one id', { prizes: [prize, prize] }, 'prizes.1.prizeId'],
  [
    'a prize with the name of the reserves',
    { prizes: [{ ...prize, prizeId: 'alternate' }] },
    'prizes.0.prizeId',
  ],
  ['a prize of no units', { prizes: [{ ...prize, units: 0 }] }, 'prizes.0.units'],
  ['a prize without name', { prizes: [{ ...prize, name: ' ' }] }, 'prizes.0.name'],
];

describe('a draft', () => {
  it('in order has no faults', () => expect(draftFaults(terms)).toEqual([]));

  it.each(drafts)('with %s is told so', (_what, change, field) => {
    expect(draftFaults({ ...terms, ...change }).map((fault) => fault.field)).toContain(field);
  });
});

describe('publishing', () => {
  it('what is in order has no faults', () => expect(publishFaults(terms, now)).toEqual([]));

  it('a free draw needs neither Meta’s permission nor an account', () => {
    const transferAccount = { bank: '', holder: '', account: '', kind: '' };
    const free: RaffleTerms = {
      ...terms,
      salesMode: 'free',
      priceMinor: 0,
      metaPermission: null,
      transferAccount,
    };
    expect(publishFaults(free, now)).toEqual([]);
  });

  it('an unconfirmed permission needs no reference, but somebody who takes the risk', () => {
    const metaPermission = { status: 'unconfirmed', acceptedBy: ' ', at: '2026-11-20T00:00:00Z' } as const;
    const faults = publishFaults({ ...terms, metaPermission }, now);
    expect(faults.map(({ field }) => field)).toEqual(['metaPermission.acceptedBy']);
  });

  it('names every fault at once', () => {
    const bad = { ...terms, metaPermission: null, ageStep: false, refundPolicy: '', salesCloseAt: now };
    const fields = publishFaults(bad, now).map(({ field }) => field);
    expect(fields).toEqual(['metaPermission', 'ageStep', 'refundPolicy', 'salesCloseAt']);
  });
});
