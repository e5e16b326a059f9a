import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as library } from '@noble/hashes/sha2.js';
import { sha256OfTwoBlocks } from './two-blocks.js';

// The only place that knows who computes SHA-256: the same code in Node and in a browser.

const DIGEST_LENGTH = 32;

// A million leaves are two million hashes: setting one hasher back costs half as much as making a new one each time.
const blank = library.create();
const hasher = library.create();

/** SHA-256 of the bytes: 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  if (bytes.length >= 64 && bytes.length < 120) return sha256OfTwoBlocks(bytes);
  const digest = new Uint8Array(DIGEST_LENGTH);
  // oxlint-disable-next-line no-underscore-dangle -- the library's own way to set a hasher back; its version is pinned
  blank._cloneInto(hasher);
  hasher.update(bytes).digestInto(digest);
  return digest;
}

// Taking a key in costs as much as using it, and a ledger uses its two keys a million times.
const known = new WeakMap<Uint8Array, ReturnType<typeof keyed>>();

function keyed(key: Uint8Array) {
  return hmac.create(library, key);
}

/** HMAC-SHA256: 32 bytes. The bytes of a key must not change while it is in use. */
export function hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  let ready = known.get(key);
  if (ready === undefined) {
    ready = keyed(key);
    known.set(key, ready);
  }
  return ready.clone().update(bytes).digest();
}
