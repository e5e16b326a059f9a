import { describe, expect, it } from 'vitest';
import { graphVersionWarning } from './graph-versions.js';

describe('the configured version of the Graph API', () => {
  it.each([
    ['v23.0', '2027-07-09T23:59:59Z'],
    ['v25.0', '2027-10-08T00:00:00Z'],
    ['v26.0', '2031-01-01T00:00:00Z'],
  ])('%s needs no word on %s', (version, now) => {
    expect(graphVersionWarning(version, new Date(now))).toBeNull();
  });

  it.each([
    ['v23.0', '2027-07-10T00:00:00Z', 'ends on 2027-10-08'],
    ['v23.0', '2027-10-08T12:00:00Z', 'ends on 2027-10-08'],
    ['v23.0', '2027-10-09T00:00:01Z', 'ended on 2027-10-08'],
    ['v24.0', '2028-02-01T00:00:00Z', 'ends on 2028-02-18'],
    ['v22.0', '2026-10-01T00:00:00Z', 'not one this build knows'],
    ['v27.0', '2026-10-01T00:00:00Z', 'not one this build knows'],
  ])('%s on %s is warned of: it %s', (version, now, words) => {
    expect(graphVersionWarning(version, new Date(now))).toContain(words);
  });
});
