import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkBeacon,
  firstRoundAt,
  parseBeacon,
  PINNED,
  QUICKNET,
  roundTime,
  verifyBeacon,
} from './drand.js';
import { hmacSha256, sha256 } from './hash.js';
import { toHex } from './encode.js';

interface Round {
  readonly round: number;
  readonly signature: string;
  readonly randomness: string;
}

const FILE = new URL('../../test/vectors/drand-quicknet-rounds.json', import.meta.url);
const { rounds } = JSON.parse(readFileSync(FILE, 'utf8')) as { rounds: readonly Round[] };

describe('real rounds of quicknet', () => {
  it('are fourteen', () => expect(rounds).toHaveLength(14));

  it.each(rounds.map((item) => [item.round, item] as const))('verify: %i', (_, item) => {
    const beacon = parseBeacon({ ...item, chain_hash: QUICKNET.hash });
    const at = roundTime(QUICKNET, item.round);
    const target = { chain_hash: QUICKNET.hash, round: item.round, notBefore: at, earliest: at };
    const check = { bls: true, chains: PINNED };
    expect(() => checkBeacon(beacon, target, check)).not.toThrow();
    expect(verifyBeacon({ ...beacon, round: item.round + 1 })).toBe(false);
  });

  it.each([
    ['empty', ''],
    ['short', 'b55e'],
    ['no point', 'ff'.repeat(48)],
    ['the point at infinity', `c0${'00'.repeat(47)}`],
  ])('are not signed by bytes that are %s', (_, signature) => {
    expect(verifyBeacon({ chain_hash: QUICKNET.hash, round: 1, signature })).toBe(false);
  });

  it('are the first at or after a moment, on and off the grid of three seconds', () => {
    const at = roundTime(QUICKNET, 1000);
    expect([-1, 0, 1, 2, 3].map((by) => firstRoundAt(QUICKNET, at + by))).toEqual([
      1000, 1000, 1001, 1001, 1001,
    ]);
    expect(firstRoundAt(QUICKNET, 0)).toBe(1);
  });
});

describe('hashes', () => {
  it.each([0, 55, 56, 63, 64, 119, 120, 1_023, 1_024, 5_000])('of %i bytes are those of Node', (length) => {
    const bytes = Uint8Array.from({ length }, (_, at) => at % 251);
    expect(toHex(sha256(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(toHex(hmacSha256(bytes, bytes))).toBe(createHmac('sha256', bytes).update(bytes).digest('hex'));
  });

  it('are those of Node, one after the other, for any bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.uint8Array({ minLength: 1, maxLength: 80 }),
        (bytes, key) => {
          expect(toHex(sha256(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'));
          expect(toHex(hmacSha256(key, bytes))).toBe(createHmac('sha256', key).update(bytes).digest('hex'));
        },
      ),
    );
  });
});
