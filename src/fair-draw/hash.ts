import { createHmac, hash } from 'node:crypto';

// The only place that knows who computes SHA-256: a browser build swaps this file.

/** SHA-256 of the bytes: 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  // By way of a string: node makes a pooled buffer from it in half the time its own 'buffer' output takes.
  return Buffer.from(hash('sha256', bytes, 'hex'), 'hex');
}

/** HMAC-SHA256: 32 bytes. */
export function hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update(bytes).digest();
}
