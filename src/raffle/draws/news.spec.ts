import { describe, expect, it } from 'vitest';
import type { Rules, Slot } from '../../fair-draw/index.js';
import type { CertificateContent } from './certificate-content.js';
import { resultNews, wonNews } from './news.js';

const rules: Pick<Rules, 'title' | 'numbers' | 'prizes' | 'entropy'> = {
  title: 'Italika 250Z',
  numbers: { first: 0, last: 999, width: 3 },
  entropy: {
    mode: 'drand',
    chain_hash: '',
    round: 1,
    draw_at: '2026-12-20T02:00:00Z',
    min_lead_s: 600,
  },
  prizes: [
    { id: 'p1', name: 'Moto', units: 1, extract: ['a'] },
    { id: 'p2', name: 'Casco', units: 1, extract: ['b'] },
  ],
};
const about = { raffleId: 'r', drawId: 'd', drawName: null, byHand: false, issueNo: 2 };

function certificate(draws: number, slots: Slot[]): CertificateContent {
  const one = { source: 'LN', draw_id: '1', drawn_at: '2026-12-20T02:00:00Z', results: {} };
  const nothing = { alternates: [], replacements: [] };
  const winners = slots.flatMap((slot) =>
    slot.status === 'won' ? [{ prize: slot.prize, unit: slot.unit, number: slot.number }] : [],
  );
  return {
    draw: { slots, winners, ...nothing },
    events: [],
    entropy: { kind: 'lottery', draws: Array.from({ length: draws }, () => one) },
  };
}

const won = (prize: string, number: number, draw: number): Slot => ({
  prize,
  unit: 1,
  status: 'won',
  number,
  index: 0,
  via: 'candidate',
  draw,
  extract: 'a',
});

describe('The news of a draw', () => {
  it('name every prize with its number as printed, and say what still waits', () => {
    const first = certificate(1, [won('p1', 7, 0), { prize: 'p2', unit: 1, status: 'pending' }]);
    expect(resultNews(about, rules, first, null)).toMatchObject({
      pending: true,
      waitsFor: 'beacon',
      out: [],
      winners: [
        { prizeName: 'Moto', number: '007', status: 'won' },
        { prizeName: 'Casco', number: null, status: 'pending' },
      ],
    });
  });

  it('tell once who lost a prize, and who holds it now', () => {
    const at = '2026-12-20T03:00:00Z';
    const event = { seq: 1, slot: 'p1/1', number: 7, scope: 'ticket', reason: 'declined', at } as const;
    const first = certificate(1, [won('p1', 7, 0)]);
    const replacements = [{ seq: 1, slot: 'p1/1', out: 7, via: 'sequence', in: 9 }];
    const second = { ...first, events: [event], draw: { ...first.draw, replacements } };
    expect(resultNews(about, rules, second, first)).toMatchObject({
      pending: false,
      out: [{ number: '007', prizeName: 'Moto', reason: 'declined' }],
      winners: [{ prizeName: 'Moto', number: '009' }],
    });
    expect(resultNews(about, rules, second, second).out).toEqual([]);
  });

  it('tell a winner of an earlier lottery draw only once', () => {
    const first = certificate(1, [won('p1', 7, 0), { prize: 'p2', unit: 1, status: 'pending' }]);
    const second = certificate(2, [won('p1', 7, 0), won('p2', 31, 1)]);
    expect(wonNews(about, rules, first, null)).toHaveLength(1);
    expect(wonNews(about, rules, second, first)).toEqual([
      {
        number: 31,
        news: { type: 'draw_won', ...about, raffleTitle: 'Italika 250Z', number: '031', prizeName: 'Casco' },
      },
    ]);
  });
});
