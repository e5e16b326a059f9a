import { describe, expect, it } from 'vitest';
import { checkEvents } from './events.js';
import { SAMPLE_RULES } from './testing.js';

const EVENT = {
  seq: 1,
  slot: 'p1/1',
  number: 7,
  scope: 'ticket',
  reason: 'other',
  at: '2026-03-09T00:00:00Z',
};

describe('a disqualification', () => {
  it.each(['unclaimed', 'ineligible', 'declined', 'fraud', 'other'])('may be for being %s', (reason) => {
    expect(checkEvents(SAMPLE_RULES, [{ ...EVENT, reason }])).toMatchObject([{ reason }]);
  });

  it.each(['ticket', 'holder'])('may be of a %s', (scope) => {
    expect(checkEvents(SAMPLE_RULES, [{ ...EVENT, scope }])).toMatchObject([{ scope }]);
  });
});
