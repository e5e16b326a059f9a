import { describe, expect, it } from 'vitest';
import { failuresOf, judge, nextTryMs, type RelayReport } from './beacon-verdict.js';

const A: RelayReport = { relay: 'https://a.example', outcome: { kind: 'signed', signature: 'aa' } };
const B: RelayReport = { relay: 'https://b.example/x', outcome: { kind: 'signed', signature: 'aa' } };
const SILENT: RelayReport = { relay: 'https://c.example', outcome: { kind: 'timed_out' } };
const LEFT: RelayReport = { relay: 'https://d.example', outcome: { kind: 'not_awaited' } };

describe('a beacon', () => {
  it('is stored when two relays gave it', () => {
    const stored = { kind: 'store', signature: 'aa', relays: ['a.example', 'b.example'], alone: false };
    expect(judge([A, SILENT, B, LEFT], 0)).toEqual(stored);
  });

  it('of one relay is stored after two minutes, and not before', () => {
    expect(judge([SILENT, A], 119_999)).toEqual({ kind: 'again' });
    const alone = { kind: 'store', signature: 'aa', relays: ['a.example'], alone: true };
    expect(judge([SILENT, A], 120_000)).toEqual(alone);
  });

  it('that nobody gave is asked for again, however long it takes', () => {
    expect(judge([SILENT], 86_400_000)).toEqual({ kind: 'again' });
    expect(judge([], 0)).toEqual({ kind: 'again' });
  });

  it('is asked for after 1, 2, 5 and 10 seconds, then every 30', () => {
    expect([1, 2, 3, 4, 5, 6, 1000].map(nextTryMs)).toEqual([
      1_000, 2_000, 5_000, 10_000, 30_000, 30_000, 30_000,
    ]);
  });

  it('is missing where a relay failed, not where it was waited for no longer', () => {
    expect(failuresOf([A, SILENT, LEFT])).toEqual([{ host: 'c.example', reason: 'timed_out' }]);
  });
});
