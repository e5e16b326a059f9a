import { describe, expect, it } from 'vitest';
import { freezeDueText, lateText, type KnownSoFar, type NamedDraw } from './draw-watch-words.js';

type Entropy = Parameters<typeof lateText>[1];

const draw: NamedDraw = {
  id: 'd1',
  ordinal: 1,
  name: null,
  title: 'Italika 250Z',
  raffleState: 'frozen',
  drawAt: new Date('2027-03-04T12:00:00Z'),
};
const known: KnownSoFar = {
  frozen: true,
  committed: true,
  decided: false,
  entered: null,
  confirmed: 0,
  revealed: [],
};
const lottery = { source: 'LN', first_draw: '0999', consecutive: true, positions: [] };
const drand = { chain_hash: '', round: 1, draw_at: '2027-03-04T12:00:00Z', min_lead_s: 600 };
const seeds = ['Notaría 5', 'Ana', 'Leo'].map((party) => ({ party, seed_hash: '' }));
const together: Entropy = { mode: 'lottery', method: 'seeded', ...lottery, draws: 3 };
const beacon: Entropy = { mode: 'drand', ...drand };
const witnessed: Entropy = { mode: 'commit-reveal', seeds, external: { kind: 'none' } };
const mixed: Entropy = {
  mode: 'commit-reveal',
  seeds,
  external: { kind: 'lottery', ...lottery, draws: 1 },
};

const LATE = 'Draw d1 (Italika 250Z) was announced for 2027-03-04T12:00:00Z and is not drawn. ';

/** Why a draw is late, behind what is said of every one. */
function why(entropy: Entropy, so: Partial<KnownSoFar> = {}): string | null {
  const text = lateText(draw, entropy, { ...known, ...so });
  return text && text.replace(LATE, '');
}

describe('A late draw', () => {
  it('of a list that was not frozen is said never to come, whatever decides it', () => {
    for (const entropy of [together, beacon, witnessed])
      expect(why(entropy, { frozen: false, committed: false })).toBe(
        'Its list was not frozen before, so it can never be drawn',
      );
  });

  it('waits for the ledger of its list', () => {
    expect(why(beacon, { committed: false })).toBe('The ledger of its list is not written yet');
  });

  it('waits for a result, which is named as far as its name is known', () => {
    expect(why(together)).toBe('The result of LN, draw 0999, is not entered (0 of 3 are confirmed)');
    expect(why(together, { confirmed: 2 })).toBe(
      'The result of LN, draw 1001, is not entered (2 of 3 are confirmed)',
    );
    expect(why({ ...together, consecutive: false }, { confirmed: 1 })).toContain('draw 2 from 0999 on');
    expect(why({ ...together, draws: 1 })).toBe('The result of LN, draw 0999, is not entered');
  });

  it('waits for a second person where a result is entered', () => {
    const text = 'The result of 0999 was entered and waits to be confirmed';
    expect(why(together, { entered: '0999' })).toBe(text);
  });

  it('waits for the seeds of those who have not revealed theirs, and for the outside value', () => {
    expect(why(witnessed, { revealed: [1] })).toBe('Not revealed: seed of Notaría 5, Leo');
    expect(why(mixed, { revealed: [0, 2] })).toBe(
      'Not revealed: seed of Ana. The result of LN, draw 0999, is not entered',
    );
    expect(why(mixed, { revealed: [0, 1, 2], entered: '0999' })).toBe(
      'The result of 0999 was entered and waits to be confirmed',
    );
    expect(why(mixed, { revealed: [0, 1], confirmed: 1 })).toBe('Not revealed: seed of Leo');
  });

  it('that waits for a beacon alone is told elsewhere', () => {
    expect(why(beacon)).toBeNull();
    const external = { kind: 'drand' as const, ...drand };
    expect(why({ ...witnessed, external }, { revealed: [0, 1, 2] })).toBeNull();
    expect(why({ ...witnessed, external }, { revealed: [0, 1] })).toBe('Not revealed: seed of Leo');
  });

  it('whose value is known waits for whoever carries it out', () => {
    for (const entropy of [together, beacon, witnessed])
      expect(why(entropy, { decided: true })).toBe('What decides it is known, but nobody has carried it out');
  });

  it('that people draw waits for what came out to be entered, and confirmed', () => {
    const byHand = { mode: 'manual', place: 'Salón Ejidal', draw_at: '2026-12-20T02:00:00Z' } as const;
    expect(why(byHand)).toBe('What was drawn by hand at Salón Ejidal is not entered');
    expect(why(byHand, { entered: 'manual' })).toContain('waits to be confirmed');
  });

  it('before the main one is called by its own name', () => {
    const pre = { ...draw, ordinal: 2, name: 'Presorteo' };
    expect(lateText(pre, together, known)).toContain('Draw d1 (Presorteo · Italika 250Z)');
  });
});

describe('The reminder to freeze', () => {
  const until = new Date('2027-03-04T10:00:00Z');

  it('says until when, and what remains to be done', () => {
    const text = (change: Partial<NamedDraw>): string => freezeDueText({ ...draw, ...change }, until);
    expect(text({ raffleState: 'reconciled' })).toBe(
      'Draw d1 (Italika 250Z): its list is not frozen. That can be done until 2027-03-04T10:00:00Z; after it the draw can never take place. The raffle is reconciled: freeze it',
    );
    expect(text({ raffleState: 'closed' })).toContain('has to be reconciled and frozen');
    expect(text({ raffleState: 'open' })).toContain('has to be closed, reconciled and frozen');
    expect(text({ raffleState: 'open', ordinal: 2 })).toContain('POST /api/v1/draws/d1/freeze does it');
  });
});
