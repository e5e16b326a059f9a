import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

// The only place that knows who computes SHA-256: a browser build swaps this file.

/** SHA-256 of the bytes: 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  // By way of a string: node makes a pooled buffer from it in half the time its own 'buffer' output takes.
  return Buffer.from(hash('sha256', bytes, 'hex'), 'hex');
}

// Importing a key costs five times as much as using it, and a ledger uses its two keys a million times.
const imported = new WeakMap<Uint8Array, KeyObject>();

/** HMAC-SHA256: 32 bytes. The bytes of a key must not change while it is in use. */
export function hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  let known = imported.get(key);
  if (known === undefined) {
    known = createSecretKey(key);
    imported.set(key, known);
  }
  return createHmac('sha256', known).update(bytes).digest();
}
