import { expect, it } from 'vitest';
import { readBeaconJob } from './beacon-job.js';

const FIRST = { drawId: 'd', chainHash: 'ab', round: 7 };

it('A job that only names draw and round is the first try', () => {
  expect(readBeaconJob(FIRST)).toEqual({ ...FIRST, tries: 0, since: null, told: false });
  const later = { ...FIRST, tries: 4, since: 1000, told: true };
  expect(readBeaconJob(later)).toEqual(later);
});

it.each([null, 7, {}, { ...FIRST, round: '7' }, { ...FIRST, tries: 'x' }, { ...FIRST, since: '2026' }])(
  'A job that is none of ours is a bug: %j',
  (payload) => {
    expect(() => readBeaconJob(payload)).toThrow();
  },
);
