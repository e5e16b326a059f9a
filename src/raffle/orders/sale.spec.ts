import { describe, expect, it } from 'vitest';
import { impossibleNumbers, obstacleTo, type Sale } from './sale.js';

const free = (number: number) => ({ number, free: true, handovers: 0 });
const sale: Sale = {
  state: 'open',
  ended: false,
  nearEnd: false,
  max: 20,
  left: 20,
  tickets: [free(7), free(45)],
};

describe('asking for numbers', () => {
  it('finds nothing in the way of free ones', () => expect(obstacleTo([7, 45], sale)).toBeNull());

  it.each([
    ['draft', 'not_open'],
    ['paused', 'paused'],
    ['closed', 'closed'],
    ['reconciled', 'closed'],
    ['frozen', 'closed'],
    ['cancelled', 'closed'],
  ] as const)('of a raffle that is %s meets a sale that is %s', (state, reason) => {
    expect(obstacleTo([7], { ...sale, state })).toEqual({ kind: 'not_selling', reason });
  });

  it('after the sale’s end meets an ended sale', () => {
    expect(obstacleTo([7], { ...sale, ended: true })).toEqual({ kind: 'not_selling', reason: 'ended' });
  });

  it('of no raffle meets none', () => {
    expect(obstacleTo([7], null)).toEqual({ kind: 'not_selling', reason: 'not_open' });
  });

  it('names those the raffle does not have before anything about limits', () => {
    expect(obstacleTo([7, 9], { ...sale, left: 0 })).toEqual({ kind: 'out_of_range', numbers: [9] });
  });

  it('beyond the limit says what is left, whether they are free or not', () => {
    const tickets = [{ ...free(7), free: false }, free(45)];
    const outcome = { kind: 'over_limit', asked: 2, left: 1, max: 20 };
    expect(obstacleTo([7, 45], { ...sale, left: 1, tickets })).toEqual(outcome);
  });

  it('names those that somebody has', () => {
    const tickets = [free(7), { ...free(45), free: false }];
    expect(obstacleTo([7, 45], { ...sale, tickets })).toEqual({ kind: 'taken', taken: [45] });
  });

  it('stays below a thousand at a time, whatever a person may have', () => {
    const tickets = Array.from({ length: 1_001 }, (_, number) => free(number));
    const numbers = tickets.map(({ number }) => number);
    expect(obstacleTo(numbers, { ...sale, max: 5_000, left: 5_000, tickets })).toMatchObject({ left: 1_000 });
  });

  it('knows what cannot be a number of any raffle', () => {
    expect(impossibleNumbers([0, 9_999_999, -1, 1.5, Number.NaN, 10_000_000, 1e21])).toEqual([
      -1,
      1.5,
      Number.NaN,
      10_000_000,
      1e21,
    ]);
  });
});
