import { beacon, type Draft, drandRules, event, fresh, type Paper, rulesOf } from './papers.js';

/** An honest draw: what it is about, the warnings it must get. */
export interface Honest {
  readonly id: string;
  readonly title: string;
  readonly draft: Draft;
  readonly warnings: readonly string[];
}

type Ticket = readonly [number, number?, boolean?];

/** Numbers 0..count-1; every `persons` numbers the same people come round. */
export function crowd(count: number, persons = count): readonly Ticket[] {
  return Array.from({ length: count }, (_, index) => [index, 1000 + (index % persons), index % 7 !== 6]);
}

const PEOPLE = crowd(24, 6);

/** Results of the lottery of these papers: one position of four digits a value. */
export function results(...values: readonly string[]): Paper {
  return {
    kind: 'lottery',
    draws: values.map((digits, index) => ({
      source: 'TEST-LOT',
      draw_id: String(101 + index),
      drawn_at: `2023-09-${String(1 + 7 * index).padStart(2, '0')}T02:00:00Z`,
      results: Object.fromEntries(digits.split(' ').map((text, at) => [String(at + 1), text])),
    })),
  };
}

export const POSITION = { id: '1', width: 4, first: 0, last: 9999 };
export const FIRST_DRAW = { source: 'TEST-LOT', first_draw: '101', consecutive: true };

function direct(onMiss: Paper, more: Paper = {}): Paper {
  return {
    mode: 'lottery',
    method: 'direct',
    ...FIRST_DRAW,
    positions: [POSITION, { ...POSITION, id: '2' }],
    extractors: [
      { id: 'a', position: '1', take: 'last', n: 2 },
      { id: 'b', position: '2', take: 'first', n: 2 },
    ],
    map: 'suffix',
    on_miss: onMiss,
    ...more,
  };
}

function nextDraw(max_draws: number, last: string): Paper {
  // oxlint-disable-next-line unicorn/no-thenable -- the specification names the member so
  return { policy: 'next_draw', max_draws, then: last };
}

const TWO_PRIZES = {
  prizes: [
    { id: 'p1', name: 'Moto', extract: ['a'] },
    { id: 'p2', name: 'Radio', units: 2, extract: ['b', 'a'] },
  ],
};

/** lottery/direct for two prizes of three units. */
export function lottery(
  onMiss: Paper,
  evidence: Paper,
  more: Partial<Draft> = {},
  entropy: Paper = {},
): Draft {
  const tickets: readonly Ticket[] = [[3], [7], [20], [24], [40, 40, false], [90]];
  return { rules: rulesOf(direct(onMiss, entropy), TWO_PRIZES), tickets, evidence, ...more };
}

/** A draw by the beacon of a round. */
export function drand(round: number, rules: Paper, more: Partial<Draft> = {}): Draft {
  return { rules: rulesOf(drandRules(round), rules), tickets: PEOPLE, evidence: beacon(round), ...more };
}

export const KNOWN = ['I_KNOWN_SUCCESSOR'];
const MANY = { prizes: [{ id: 'p1', name: 'Moto', units: 3 }], alternates: 2, one_prize_per_holder: true };
const FRESH = { prizes: [{ id: 'p1', name: 'Moto', units: 3 }], alternates: 1, redraw: 'fresh' };

/** Numbers who wins in a draft without events, for events that name them. */
export type Winners = (draft: Draft) => readonly number[];

/** Every kind of draw and every way somebody can win or lose a prize. */
export function honestDrafts(winners: Winners): readonly Honest[] {
  const many = drand(1, MANY);
  const [a = 0, b = 0, c = 0] = winners(many);
  const freely = drand(1, FRESH);
  const [d = 0, e = 0, f = 0] = winners(freely);
  const few = drand(2, { prizes: [{ id: 'p1', name: 'Moto', units: 4 }] }, { tickets: [[1], [2], [3]] });
  const [g = 0] = winners(few);
  const shared = drand(3, { prizes: [{ id: 'p1', name: 'Moto', units: 2 }] }, { tickets: crowd(12, 2) });
  const [h = 0] = winners(shared);
  return [
    { id: 'H01', title: 'drand, one prize a person', draft: many, warnings: KNOWN },
    {
      id: 'H02',
      title: 'alternates first, then the next of the sequence',
      draft: {
        ...many,
        events: [
          event(1, 'p1/1', a, { scope: 'holder' }),
          event(2, 'p1/2', b),
          event(3, 'p1/3', c, { scope: 'holder', reason: 'fraud' }),
        ],
      },
      warnings: KNOWN,
    },
    {
      id: 'H03',
      title: 'fresh: an alternate, a beacon of its own, one still to come',
      draft: {
        ...freely,
        events: [
          event(1, 'p1/1', d),
          { ...event(2, 'p1/2', e), ...fresh(1000), evidence: beacon(1000) },
          { ...event(3, 'p1/3', f), ...fresh(1001) },
        ],
      },
      warnings: [],
    },
    {
      id: 'H04',
      title: 'more prizes than people, and nobody left to follow',
      draft: { ...few, events: [event(1, 'p1/1', g)] },
      warnings: KNOWN,
    },
    {
      id: 'H05',
      title: 'a disqualified holder is passed over with all numbers',
      draft: { ...shared, events: [event(1, 'p1/1', h, { scope: 'holder' })] },
      warnings: KNOWN,
    },
    {
      id: 'H06',
      title: 'direct: hits, and the house keeps the rest',
      draft: lottery({ policy: 'house' }, results('0003 4011')),
      warnings: [],
    },
    {
      id: 'H07',
      title: 'direct: next number up, around the end',
      draft: lottery({ policy: 'next_up' }, results('0091 0400')),
      warnings: ['W_BIASED_FALLBACK'],
    },
    {
      id: 'H08',
      title: 'direct: next number down, around the start',
      draft: lottery({ policy: 'next_down' }, results('0002 8911')),
      warnings: ['W_BIASED_FALLBACK'],
    },
    {
      id: 'H09',
      title: 'direct: nearest number, a tie goes up, no way around the end',
      draft: lottery({ policy: 'nearest' }, results('0022 9911')),
      warnings: ['W_BIASED_FALLBACK'],
    },
    {
      id: 'H10',
      title: 'direct: a random number where the digits miss',
      draft: lottery({ policy: 'seeded' }, results('0011 1211')),
      warnings: ['W_LOW_ENTROPY'],
    },
    {
      id: 'H11',
      title: 'direct: waits for the next lottery draw',
      draft: lottery(nextDraw(3, 'house'), results('0003 1111', '0055 5511')),
      warnings: [],
    },
    {
      id: 'H12',
      title: 'direct: an earlier lottery draw goes first, then the last rule',
      draft: lottery(nextDraw(2, 'next_down'), results('0011 2411', '0024 0755')),
      warnings: ['W_BIASED_FALLBACK'],
    },
    {
      id: 'H13',
      title: 'direct: remainders, and zeros as the top number',
      draft: {
        rules: rulesOf(direct({ policy: 'house' }, { map: 'modulo' }), {
          ...TWO_PRIZES,
          numbers: { first: 10, last: 16, width: 2 },
        }),
        tickets: [[10], [11], [12], [13], [14], [15], [16]],
        evidence: results('0008 4011'),
      },
      warnings: ['W_UNIVERSE'],
    },
    {
      id: 'H14',
      title: 'direct: zeros are the top number',
      draft: {
        ...lottery({ policy: 'house' }, results('0000 4011'), {}, { zero_is_top: true }),
        rules: rulesOf(direct({ policy: 'house' }, { zero_is_top: true }), {
          ...TWO_PRIZES,
          numbers: { first: 1, last: 100, width: 3 },
        }),
        tickets: [[1], [40], [100]],
      },
      warnings: [],
    },
    {
      id: 'H15',
      title: 'direct: some numbers cannot come',
      draft: {
        rules: rulesOf(direct({ policy: 'house' }), {
          ...TWO_PRIZES,
          numbers: { first: 0, last: 199, width: 3 },
        }),
        tickets: [[3], [150]],
        evidence: results('0003 4011'),
      },
      warnings: ['W_UNREACHABLE'],
    },
    {
      id: 'H16',
      title: 'direct: alternates by their own digits, then the rules anew for who is disqualified',
      draft: lottery(
        { policy: 'next_up' },
        results('0003 2411 4007'),
        {
          events: [event(1, 'alternate/1', 7), event(2, 'p1/1', 3), event(3, 'p2/1', 24)],
          tickets: [[3], [7], [20], [24], [40], [90]],
        },
        {
          positions: [POSITION, { ...POSITION, id: '2' }, { ...POSITION, id: '3' }],
          extractors: [
            { id: 'a', position: '1', take: 'last', n: 2 },
            { id: 'b', position: '2', take: 'first', n: 2 },
            { id: 'c', position: '3', take: 'last', n: 2 },
            { id: 'd', position: '3', take: 'first', n: 2 },
          ],
          alternates_extract: ['c', 'd'],
        },
      ),
      warnings: ['W_BIASED_FALLBACK'],
    },
  ];
}
