import { describe, expect, it } from 'vitest';
import { networkOf } from './network.js';
import { RefusalTally } from './refusal-tally.js';

describe('Refusals written down', () => {
  it('are one per network and window; the next entry tells how many were not', () => {
    const tally = new RefusalTally({ windowMs: 1_000, entries: 5 });
    expect(tally.take('a', 0)).toEqual({ unwritten: 0 });
    for (let n = 0; n < 10_000; n++) expect(tally.take('a', 999)).toBeNull();
    expect(tally.take('b', 999)).toEqual({ unwritten: 10_000 });
    expect(tally.take('a', 1_000)).toEqual({ unwritten: 0 });
  });

  it('are bounded in all, however many networks there are', () => {
    const tally = new RefusalTally({ windowMs: 1_000, entries: 5 });
    const written = Array.from({ length: 10_000 }, (_, n) => tally.take(`n${n}`, 10));
    expect(written.filter((entry) => entry !== null)).toHaveLength(5);
    expect(tally.take('z', 1_010)).toEqual({ unwritten: 9_995 });
  });

  it('leave a number behind when they end, once the window is over', () => {
    const tally = new RefusalTally({ windowMs: 1_000, entries: 5 });
    expect(tally.left(0)).toBeNull();
    tally.take('a', 0);
    expect(tally.left(2_000)).toBeNull();
    tally.take('a', 10);
    expect(tally.left(999)).toBeNull();
    expect(tally.left(1_000)).toEqual({ unwritten: 1 });
    expect(tally.left(1_001)).toBeNull();
  });
});

describe('The network of an address', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:0a1::7', '2001:db8:a1::/48'],
    ['2001:DB8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['::1', '0:0:0::/48'],
    ['fe80::1%eth0', 'fe80:0:0::/48'],
  ])('%s lies in %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
