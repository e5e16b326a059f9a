import { blsVerify } from './bls.js';
import { concat, fromHex, isHex, taggedHash, toHex, u64 } from './encode.js';
import { refuse } from './errors.js';
import { sha256 } from './hash.js';
import * as read from './schema.js';

/** A beacon chain as pinned in this program; its constants are never read from a certificate. */
export interface DrandChain {
  readonly hash: string;
  /** Seconds between two rounds. */
  readonly period: number;
  /** The moment of round 1, in seconds since 1970. */
  readonly genesis: number;
  readonly publicKey: string;
  readonly dst: string;
}

/**
 * drand quicknet. The only chain pinned: in the older `default` chain a signature covers the one before it, which evidence (B5)
 * does not carry.
 */
export const QUICKNET: DrandChain = {
  hash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  period: 3,
  genesis: 1_692_803_367,
  publicKey:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c' +
    '8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb' +
    '5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  dst: 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_',
};

/** The chains of a check that says nothing else. */
export const PINNED: readonly DrandChain[] = [QUICKNET];

/** Evidence of kind `drand` (B5); hashes and signature in hexadecimal. */
export interface DrandEvidence {
  readonly kind: 'drand';
  readonly chain_hash: string;
  readonly round: number;
  readonly signature: string;
  readonly randomness: string;
}

/** What a beacon must be: the chain's first round at or after `notBefore`, and not before `earliest`; both in seconds since 1970. */
export interface BeaconTarget {
  readonly chain_hash: string;
  readonly round: number;
  readonly notBefore: number;
  readonly earliest: number;
}

/** What a beacon is checked by: the chains that count, and whether BLS is at hand. */
export interface BeaconCheck {
  readonly bls: boolean;
  readonly chains: readonly DrandChain[];
}

/** The pinned chain of this hash. Throws `E_DRAND_CHAIN`. */
export function pinnedChain(hash: string, chains: readonly DrandChain[] = PINNED): DrandChain {
  const chain = chains.find((one) => one.hash === hash);
  return chain ?? refuse('E_DRAND_CHAIN', 'the beacon chain is not one this program knows');
}

/** The moment of a round, in seconds since 1970. */
export function roundTime(chain: DrandChain, round: number): number {
  return chain.genesis + (round - 1) * chain.period;
}

/** The first round at or after a moment in seconds since 1970. */
export function firstRoundAt(chain: DrandChain, seconds: number): number {
  return Math.max(0, Math.ceil((seconds - chain.genesis) / chain.period)) + 1;
}

/** Seconds since 1970 of a checked `YYYY-MM-DDTHH:MM:SSZ`. */
export function secondsOf(time: string): number {
  return Date.parse(time) / 1000;
}

/** True when the beacon's signature is the chain's over its round. Throws `E_DRAND_CHAIN`. */
export function verifyBeacon(
  beacon: Pick<DrandEvidence, 'chain_hash' | 'round' | 'signature'>,
  chains: readonly DrandChain[] = PINNED,
): boolean {
  const { publicKey, dst } = pinnedChain(beacon.chain_hash, chains);
  const signature = fromHex(beacon.signature, beacon.signature.length / 2);
  return blsVerify(fromHex(publicKey, publicKey.length / 2), sha256(u64(beacon.round)), signature, dst);
}

/** Reads drand evidence. Throws `E_SCHEMA`. */
export function parseBeacon(source: read.Members): DrandEvidence {
  const signature = read.text(source, 'signature');
  if (!isHex(signature, Math.floor(signature.length / 2)))
    refuse('E_SCHEMA', '"signature" is not lower-case hexadecimal');
  return {
    kind: 'drand',
    chain_hash: read.hash(source, 'chain_hash'),
    round: read.integer(source, 'round'),
    signature,
    randomness: read.hash(source, 'randomness'),
  };
}

/**
 * Checks a beacon in the order of B11 step 9: `E_DRAND_CHAIN`, `E_DRAND_ROUND`, `E_DRAND_RANDOMNESS`, `E_TIMING`, `E_DRAND_SIG`.
 * Without `bls` the last of them is left out.
 */
export function checkBeacon(beacon: DrandEvidence, target: BeaconTarget, { bls, chains }: BeaconCheck): void {
  const chain = pinnedChain(beacon.chain_hash, chains);
  checkTarget(target, chains);
  if (beacon.round !== target.round || beacon.chain_hash !== target.chain_hash)
    refuse('E_DRAND_ROUND', 'the beacon is of another round than the one named before');
  const derived = sha256(fromHex(beacon.signature, beacon.signature.length / 2));
  if (toHex(derived) !== beacon.randomness)
    refuse('E_DRAND_RANDOMNESS', 'the randomness is not the hash of the signature');
  if (roundTime(chain, beacon.round) < target.earliest)
    refuse('E_TIMING', 'the round is too close to the closing');
  if (bls && !verifyBeacon(beacon, chains))
    refuse('E_DRAND_SIG', 'the signature is not that of the beacon chain');
}

/** Checks that a round is the right one, beacon or not: `E_DRAND_CHAIN`, `E_DRAND_ROUND`. */
export function checkTarget(
  { chain_hash, round, notBefore }: BeaconTarget,
  chains: readonly DrandChain[] = PINNED,
): void {
  if (round !== firstRoundAt(pinnedChain(chain_hash, chains), notBefore))
    refuse('E_DRAND_ROUND', 'the round is not the first one at the moment the rules name');
}

/** E of a beacon (B5), 32 bytes. */
export function beaconEntropy({ chain_hash, round, randomness }: DrandEvidence): Uint8Array {
  return taggedHash('e/drand', concat(fromHex(chain_hash, 32), u64(round), fromHex(randomness, 32)));
}
