import { bls12_381 } from '@noble/curves/bls12-381.js';

const { shortSignatures } = bls12_381;

/**
 * True when the 48-byte signature (G1) is that of the 96-byte public key (G2) over the message, hashed to the curve by RFC 9380
 * under the tag `dst`. About 30 ms.
 */
export function blsVerify(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  dst: string,
): boolean {
  try {
    return shortSignatures.verify(signature, shortSignatures.hash(message, dst), publicKey);
  } catch {
    // Bytes that are no point of the curve, or of the wrong subgroup.
    return false;
  }
}
