import { describe, expect, it } from 'vitest';
import { knownAnswerHolds } from './known-answer.js';
import { KNOWN_CASES } from './known-cases.js';

describe('The draw code', () => {
  it('gives the answers two other programs computed, for digits and for a sequence', () => {
    expect(knownAnswerHolds()).toBe(true);
    expect(KNOWN_CASES.map(({ evidence }) => evidence)).toMatchObject([
      { kind: 'lottery' },
      { kind: 'drand' },
    ]);
  });

  it.each(KNOWN_CASES.map((known, at) => [at, known] as const))(
    'does not hold where case %i comes out otherwise',
    (_at, known) => {
      const { expected } = known;
      for (const wrong of [{ commitment: '00' }, { prk: '00' }, { winners: '[]' }])
        expect(knownAnswerHolds([{ ...known, expected: { ...expected, ...wrong } }])).toBe(false);
    },
  );

  it('does not hold where a good draw is refused', () => {
    expect(knownAnswerHolds([{ ...KNOWN_CASES[1]!, evidence: { kind: 'drand' } }])).toBe(false);
  });
});
