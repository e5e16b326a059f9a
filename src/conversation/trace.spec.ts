import { describe, expect, it } from 'vitest';
import { actionId } from './buttons.js';
import type { Happening, Input } from './input.js';
import { initialState } from './state.js';
import { traceOf, type Taken } from './trace.js';

const sentAt = new Date('2026-11-22T10:00:00Z');
const input = (happening: Happening): Input => ({ ...happening, wamid: 'wamid.1', sentAt });
const still: Taken = { decision: { state: initialState, replies: [] }, executed: null };
const state = { ...initialState, step: 'menu', apologisedAt: null } as const;

describe('the trace of a turn', () => {
  it('says where the chat stood, what was heard, done and said', () => {
    const offered: Taken = {
      decision: {
        state: { ...initialState, step: 'random_count', raffleId: 'r' },
        replies: [],
        command: { kind: 'pick_random', raffleId: 'r', count: 3, spin: 0 },
      },
      executed: null,
    };
    const soldOut: Taken = {
      decision: {
        state: { ...state, misses: 0 },
        replies: [{ kind: 'few_left', title: 'Moto', left: 0, choices: { as: 'none' } }],
        handOff: 'asked',
      },
      executed: {
        kind: 'pick_random',
        command: { kind: 'pick_random', raffleId: 'r', count: 3, spin: 0 },
        outcome: { numbers: [] },
      },
    };
    const turn = { state, input: input({ kind: 'text', text: 'quiero una persona' }), withHuman: false };
    expect(traceOf(turn, [offered, soldOut])).toEqual({
      heard: 'text',
      as: 'human',
      from: 'menu',
      to: 'menu',
      did: [['pick_random', 'answered']],
      said: ['few_left'],
      handOff: 'asked',
    });
  });

  it.each([
    [{ kind: 'choice', id: actionId({ do: 'menu' }), title: 'Menú de Marta' }, 'menu'],
    [{ kind: 'choice', id: 'something else', title: 'x' }, 'unknown'],
    [{ kind: 'news', news: { type: 'released' } }, 'released'],
    [{ kind: 'media', mediaId: '123', mediaType: 'image', declaredType: 'image/jpeg' }, 'image'],
  ] as const)('names how %o was read', (happening, as) => {
    expect(traceOf({ state, input: input(happening), withHuman: false }, [still]).as).toBe(as);
  });

  it('holds nothing a person wrote', () => {
    const turn = { state, input: input({ kind: 'text', text: 'soy Marta, 5215550001111' }), withHuman: true };
    const trace = JSON.stringify(traceOf(turn, [still]));
    expect(trace).not.toMatch(/marta|5215/i);
    expect(trace).toContain('besideHuman');
  });
});
