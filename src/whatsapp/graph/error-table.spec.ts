import { describe, expect, it } from 'vitest';
import { ruleFor } from './error-table.js';

/** Codes a message can meet, by what Meta's page says to do. */
const RETRY = [4, 80007, 130429, 131056, 134101];
const PERHAPS_SENT = [1, 2, 131000, 131016, 131057, 133004, 2494100];
const WAIT = [131042, 131044, 131045, 131048, 131064, 132015, 132069, 133000, 133010, 133015];
const NEVER = [
  0, 3, 10, 33, 100, 190, 200, 299, 368, 130403, 130472, 130497, 131005, 131008, 131009, 131021, 131026,
  131030, 131031, 131037, 131047, 131049, 131050, 131051, 131052, 131053, 131055, 131062, 131063, 132000,
  132001, 132005, 132007, 132008, 132012, 132016, 132018, 132068, 133005, 133006, 134100, 134102, 135000,
  136024, 137000, 138000, 138018, 139004, 139103, 139200, 147005, 1752041, 2388019, 2388293, 2494179, 2593108,
  200006,
];

describe('the error table', () => {
  it.each([
    ['retry', RETRY],
    ['perhaps_sent', PERHAPS_SENT],
    ['wait', WAIT],
    ['never', NEVER],
  ] as const)('says %s', (retry, codes) => {
    expect(codes.map((code) => [code, ruleFor(code).retry])).toEqual(codes.map((code) => [code, retry]));
  });

  it('knows every code it names by one rule only', () => {
    for (const code of [...RETRY, ...PERHAPS_SENT, ...WAIT, ...NEVER])
      expect(ruleFor(code).reason).not.toBe('unheard_of');
  });

  it('stops a number only where nothing of it would go', () => {
    const stopping = [...RETRY, ...PERHAPS_SENT, ...WAIT, ...NEVER].filter(
      (code) => ruleFor(code).action === 'stop_channel',
    );
    expect(stopping.sort((a, b) => a - b)).toEqual([
      0, 3, 10, 33, 190, 200, 299, 368, 131005, 131031, 131037, 131042, 131044, 131045, 133000, 133006,
      133010, 133015,
    ]);
  });

  it('takes a code nobody has heard of for a refusal of this one message, and alerts', () => {
    expect(ruleFor(999_999)).toEqual({ retry: 'never', reason: 'unheard_of', action: 'bug' });
  });
});
