import { describe, expect, it } from 'vitest';
import { numbersMayChange, raffleMayMove, raffleMoves, type RaffleState } from './raffle-state.js';

const STATES = Object.keys(raffleMoves) as RaffleState[];

function reachable(from: RaffleState, without: RaffleState): Set<RaffleState> {
  const seen = new Set<RaffleState>();
  const visit = (state: RaffleState): void => {
    if (state === without || seen.has(state)) return;
    seen.add(state);
    raffleMoves[state].forEach(visit);
  };
  visit(from);
  return seen;
}

describe('the life of a raffle', () => {
  it('reaches every state from a draft', () => {
    expect([...reachable('draft', 'draft')]).toEqual([]);
    const seen = new Set(raffleMoves.draft.flatMap((next) => [...reachable(next, 'draft')]));
    expect([...seen, 'draft'].sort()).toEqual([...STATES].sort());
  });

  it.each(['open', 'closed', 'reconciled', 'frozen', 'drawn'] as const)(
    'is never settled without having been %s',
    (step) => expect(reachable('draft', step).has('settled')).toBe(false),
  );

  it('can be cancelled from any state but settled', () => {
    const refusing = STATES.filter((state) => !raffleMayMove(state, 'cancelled'));
    expect(refusing.sort()).toEqual(['cancelled', 'settled']);
  });

  it('never sells again once closed', () => {
    expect(reachable('closed', 'draft').has('open')).toBe(false);
  });

  it('keeps its list of numbers as it is from the freeze on', () => {
    expect(STATES.filter(numbersMayChange)).toEqual(['open', 'paused', 'closed', 'reconciled']);
  });
});
