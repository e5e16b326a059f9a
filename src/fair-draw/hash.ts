import { sha256 as library } from '@noble/hashes/sha2.js';
import { sha256After, sha256OfShort, stateAfter } from './short-sha256.js';

// The only place that knows who computes SHA-256: the same code in Node and in a browser.

const DIGEST_LENGTH = 32;
const BLOCK_LENGTH = 64;
/** From here on the library is as quick. */
const LONG = 1_024;

// A million leaves are two million hashes: setting one hasher back costs half as much as making a new one each time.
const blank = library.create();
const hasher = library.create();

/** SHA-256 of the bytes: 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  if (bytes.length < LONG) return sha256OfShort(bytes);
  const digest = new Uint8Array(DIGEST_LENGTH);
  // oxlint-disable-next-line no-underscore-dangle -- the library's own way to set a hasher back; its version is pinned
  blank._cloneInto(hasher);
  hasher.update(bytes).digestInto(digest);
  return digest;
}

// Taking a key in costs as much as using it, and a ledger uses its two keys a million times.
const known = new WeakMap<Uint8Array, Keyed>();

/** What HMAC (RFC 2104) makes of a key: the states after its two blocks. */
interface Keyed {
  readonly inner: Int32Array;
  readonly outer: Int32Array;
}

function keyed(key: Uint8Array): Keyed {
  const short = key.length > BLOCK_LENGTH ? sha256(key) : key;
  const block = (pad: number): Uint8Array =>
    Uint8Array.from({ length: BLOCK_LENGTH }, (_, at) => (short[at] ?? 0) ^ pad);
  return { inner: stateAfter(block(0x36)), outer: stateAfter(block(0x5c)) };
}

/** HMAC-SHA256: 32 bytes. The bytes of a key must not change while it is in use. */
export function hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  let ready = known.get(key);
  if (ready === undefined) {
    ready = keyed(key);
    known.set(key, ready);
  }
  return sha256After(ready.outer, sha256After(ready.inner, bytes));
}
