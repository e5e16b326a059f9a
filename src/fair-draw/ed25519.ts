import { ed25519 } from '@noble/curves/ed25519.js';

/** The raw 32-byte public key of a raw 32-byte secret (RFC 8032 §5.1.5; any 32 random bytes are a secret). */
export function ed25519PublicKey(seed: Uint8Array): Uint8Array {
  return ed25519.getPublicKey(seed);
}

/** The 64-byte Ed25519 signature of the message. */
export function ed25519Sign(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return ed25519.sign(message, seed);
}

/** True when the 64-byte signature is the key's over the message, by RFC 8032 to the letter. `key` has 32 bytes. */
export function ed25519Verify(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, message, key, { zip215: false });
  } catch {
    // Bytes that are no point of the curve.
    return false;
  }
}
