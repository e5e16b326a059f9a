import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someStates } from '../../test/support/chat/every-turn.js';
import { readNews } from './news.js';
import { initialState, readState } from './state.js';

const MENU = { v: 1, nonce: '', misses: 0, step: 'menu', apologisedAt: null };

describe('A stored state', () => {
  it('is read back as it was', () => {
    for (const state of someStates()) expect(readState(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  it('is the beginning where nothing was stored', () => {
    expect(readState(null)).toEqual(initialState);
    expect(readState(undefined)).toEqual(initialState);
  });

  it.each([
    ['a later version', { v: 2, nonce: '', misses: 0, step: 'menu', apologisedAt: null }],
    ['a step that is gone', { v: 1, nonce: '', misses: 0, step: 'roulette' }],
    ['a missing field', { v: 1, nonce: '', misses: 0, step: 'choose_way' }],
    ['a field of another type', { v: 1, nonce: '', misses: 0, step: 'type_numbers', raffleId: 7 }],
    [
      'numbers that are none',
      { v: 1, nonce: '', misses: 0, step: 'random_offer', raffleId: MENU, numbers: ['7'], spin: 1 },
    ],
    ['no object', 'menu'],
  ])('is the menu for %s', (_, json) => {
    expect(readState(json)).toEqual(MENU);
  });

  it('is a state whatever was stored', () => {
    const forged = fc.record({
      v: fc.constant(1),
      nonce: fc.string(),
      misses: fc.nat(),
      step: fc.constantFrom(...someStates().map(({ step }) => step)),
    });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), forged), (json) => {
        expect(readState(json).v).toBe(1);
      }),
    );
  });
});

describe('A news row', () => {
  it('of a known type with all its fields is news', () => {
    expect(readNews({ type: 'hold_expired', orderId: 'x', extra: 1 })).toMatchObject({
      type: 'hold_expired',
    });
  });

  it.each([
    [null],
    [{}],
    [{ type: 'toString' }],
    [{ type: 'hold_expired' }],
    [{ type: 'receipt_unreadable', orderId: 'x', why: 'moon' }],
    ['released'],
  ])('is none: %j', (row) => {
    expect(readNews(row)).toBeNull();
  });
});
