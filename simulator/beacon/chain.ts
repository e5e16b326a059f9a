import { createHash } from 'node:crypto';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { bytesToHex } from '@noble/hashes/utils.js';

const { shortSignatures } = bls12_381;

/** The scheme of drand's quicknet: a short signature over the round alone. */
const DST = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';
/** For everybody to read, so worth nothing: whoever knows it knows every value of this chain before its time. */
const SECRET = Uint8Array.from(createHash('sha256').update('talonario test chain').digest()).map(
  (byte, at) => (at === 0 ? byte & 0x3f : byte),
);
const PERIOD_S = 3;
/** 2024-01-01T00:00:00Z */
const GENESIS_S = 1_704_067_200;

/** A beacon chain that anybody could have computed in advance. */
export class TestChain {
  readonly period = PERIOD_S;
  readonly genesis = GENESIS_S;
  readonly publicKey = bytesToHex(shortSignatures.getPublicKey(SECRET).toBytes());
  /** As drand makes it of its own chains, with no group and no id. */
  readonly hash = createHash('sha256')
    .update(numberBytes(this.period, 4))
    .update(numberBytes(this.genesis, 8))
    .update(this.publicKey, 'hex')
    .digest('hex');

  /** The chain in one line, for who must know it beforehand: public key, moment of round 1, seconds between rounds. */
  get line(): string {
    return `${this.publicKey}:${this.genesis}:${this.period}`;
  }

  /** The 48-byte signature of a round, hexadecimal. */
  sign(round: number): string {
    const message = createHash('sha256').update(numberBytes(round, 8)).digest();
    const signature = shortSignatures.sign(shortSignatures.hash(Uint8Array.from(message), DST), SECRET);
    return bytesToHex(signature.toBytes());
  }

  /** The round of a moment, in ms since 1970; 0 before the first. */
  roundAt(ms: number): number {
    return Math.max(0, Math.floor((ms / 1000 - this.genesis) / this.period) + 1);
  }
}

function numberBytes(value: number, length: 4 | 8): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes.subarray(8 - length);
}
