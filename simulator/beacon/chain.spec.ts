import { bls12_381 } from '@noble/curves/bls12-381.js';
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { TestChain } from './chain.js';

const { shortSignatures } = bls12_381;

it('a round is signed by the key the chain shows, and each round has another signature', () => {
  const chain = new TestChain();
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(7n);
  const hashed = shortSignatures.hash(
    Uint8Array.from(createHash('sha256').update(message).digest()),
    'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_',
  );
  const holds = (signature: string): boolean =>
    shortSignatures.verify(
      Uint8Array.from(Buffer.from(signature, 'hex')),
      hashed,
      Uint8Array.from(Buffer.from(chain.publicKey, 'hex')),
    );
  expect(holds(chain.sign(7))).toBe(true);
  expect(holds(chain.sign(8))).toBe(false);
});

it('rounds are three seconds apart, and the first one stands at the beginning', () => {
  const chain = new TestChain();
  const begin = chain.genesis * 1000;
  expect([-1, 0, 2_999, 3_000].map((by) => chain.roundAt(begin + by))).toEqual([0, 1, 1, 2]);
});
