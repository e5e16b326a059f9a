import { describe, expect, it } from 'vitest';
import { QUICKNET, type EntropyRules } from '../../fair-draw/index.js';
import { publishedEvent, whyNotOut, type DrawSoFar } from './disqualification.js';

const OUT = { prizeId: 'moto', unit: 2, number: 42 };
const DECIDED: DrawSoFar = {
  raffleState: 'drawn',
  drawState: 'drawn',
  draw: { winners: [{ prize: 'moto', unit: 2, number: 42 }] },
  drawnEvents: 1,
  confirmedEvents: 1,
};

describe('A winner', () => {
  it('can be put out of a draw whose prizes are all decided, also where another draw of the raffle waits', () => {
    expect(whyNotOut(DECIDED, OUT)).toBeNull();
    expect(whyNotOut({ ...DECIDED, raffleState: 'frozen' }, OUT)).toBeNull();
  });

  it.each<[string, Partial<DrawSoFar>, object]>([
    ['before the draw', { drawState: 'committed', draw: null }, { kind: 'not_drawn', state: 'committed' }],
    ['while a prize waits', { drawState: 'pending' }, { kind: 'undecided' }],
    ['before the last one is in a certificate', { confirmedEvents: 2 }, { kind: 'undecided' }],
    ['in a cancelled raffle', { raffleState: 'cancelled' }, { kind: 'not_drawn', state: 'cancelled' }],
    ['in a settled raffle', { raffleState: 'settled' }, { kind: 'not_drawn', state: 'settled' }],
  ])('stays %s', (_when, change, refusal) => {
    expect(whyNotOut({ ...DECIDED, ...change }, OUT)).toEqual(refusal);
  });

  it('is only who holds the prize now', () => {
    expect(whyNotOut(DECIDED, { ...OUT, number: 43 })).toEqual({ kind: 'not_held', held: 42 });
    expect(whyNotOut(DECIDED, { ...OUT, unit: 1 })).toEqual({ kind: 'not_held', held: null });
    expect(whyNotOut(DECIDED, { ...OUT, prizeId: 'casco' })).toEqual({ kind: 'not_held', held: null });
  });
});

describe('The published event', () => {
  const at = '2026-09-01T12:00:00Z';
  const chain_hash = QUICKNET.hash;
  const drand: EntropyRules = {
    mode: 'drand',
    chain_hash,
    round: 1,
    draw_at: '2026-08-31T00:00:00Z',
    min_lead_s: 3_600,
  };
  const out = { ...OUT, scope: 'holder', reason: 'fraud' } as const;

  it('names the first round of the chain after the lead of the rules, where a new value decides', () => {
    const event = publishedEvent({ redraw: 'fresh', entropy: drand }, out, {
      confirmed: 2,
      at,
      chain: QUICKNET,
    });
    const { target, ...rest } = event;
    expect(rest).toEqual({ seq: 3, slot: 'moto/2', number: 42, scope: 'holder', reason: 'fraud', at });
    expect(target).toMatchObject({ chain_hash, min_lead_s: 3_600 });
    const decidedAt = QUICKNET.genesis + ((target?.round ?? 0) - 1) * QUICKNET.period;
    const earliest = Date.parse(at) / 1000 + 3_600;
    expect(decidedAt - earliest).toBeGreaterThanOrEqual(0);
    expect(decidedAt - earliest).toBeLessThan(QUICKNET.period);
  });

  it('names none where the sequence goes on', () => {
    const event = publishedEvent({ redraw: 'sequence', entropy: drand }, out, {
      confirmed: 0,
      at,
      chain: QUICKNET,
    });
    expect(event).toEqual({ seq: 1, slot: 'moto/2', number: 42, scope: 'holder', reason: 'fraud', at });
  });
});
