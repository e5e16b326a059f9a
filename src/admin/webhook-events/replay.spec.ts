import { describe, expect, it } from 'vitest';
import { replayRefusal, type Replayable } from './replay.js';

const codeOf = (changes: Partial<Replayable>) =>
  replayRefusal({ kind: 'message', state: 'parked', hasLane: true, hasBody: true, ...changes })?.code ??
  'may';

describe('a stored update', () => {
  it.each(['parked', 'skipped', 'ignored'])(
    'that is %s may be worked on again: it had no effect',
    (state) => {
      expect(codeOf({ state })).toBe('may');
      expect(codeOf({ state, kind: 'change' })).toBe('may');
    },
  );

  it('that was done may not, unless it is a status, which changes nothing twice', () => {
    expect(codeOf({ state: 'done' })).toBe('already_done');
    expect(codeOf({ state: 'done', kind: 'change' })).toBe('already_done');
    expect(codeOf({ state: 'done', kind: 'status', hasLane: false, hasBody: false })).toBe('may');
  });

  it('that waits already, belongs to nobody or lost its body may not', () => {
    expect(codeOf({ state: 'pending' })).toBe('wrong_state');
    expect(codeOf({ state: 'pending', kind: 'status' })).toBe('wrong_state');
    expect(codeOf({ state: 'ignored', hasLane: false })).toBe('nobody_to_do_it');
    expect(codeOf({ state: 'unreadable', kind: 'unreadable', hasLane: false })).toBe('nobody_to_do_it');
    expect(codeOf({ hasBody: false })).toBe('body_pruned');
  });
});
