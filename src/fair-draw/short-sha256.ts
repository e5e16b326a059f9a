// SHA-256 (FIPS 180-4) of short messages, as all hashes of tree and tickets are: 65 and 71 bytes in the tree, three of up to 90 for a
// ticket. A million leaves are five million hashes, and the library takes twice as long over each; it stays the judge in the tests.

const BLOCK = 64;
const START = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
] as const;
/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const K = Int32Array.from(
  primes(64).map((prime) => Math.floor((Math.cbrt(prime) - Math.floor(Math.cbrt(prime))) * 2 ** 32)),
);
const W = new Int32Array(64);
const S = new Int32Array(8);

function primes(count: number): readonly number[] {
  const found: number[] = [];
  for (let value = 2; found.length < count; value++)
    if (found.every((prime) => value % prime !== 0)) found.push(value);
  return found;
}

/** SHA-256 of a message, quick for short ones. */
export function sha256OfShort(bytes: Uint8Array): Uint8Array {
  S.set(START);
  return finish(bytes, 0);
}

/** What SHA-256 remembers of a first block of 64 bytes. */
export function stateAfter(block: Uint8Array): Int32Array {
  S.set(START);
  load(block, 0);
  compress();
  return S.slice();
}

/** SHA-256 of such a block and the message after it. */
export function sha256After(state: Int32Array, bytes: Uint8Array): Uint8Array {
  S.set(state);
  return finish(bytes, BLOCK);
}

/** @param before bytes that the state has taken in already; with the message below 512 MB */
function finish(bytes: Uint8Array, before: number): Uint8Array {
  let at = 0;
  for (; at + BLOCK <= bytes.length; at += BLOCK) {
    load(bytes, at);
    compress();
  }
  W.fill(0, 0, 16);
  const rest = bytes.length - at;
  for (let n = 0; n < rest; n++) W[n >> 2]! |= bytes[at + n]! << (24 - 8 * (n & 3));
  W[rest >> 2]! |= 0x80 << (24 - 8 * (rest & 3));
  if (rest >= BLOCK - 8) {
    compress();
    W.fill(0, 0, 16);
  }
  W[15] = 8 * (before + bytes.length);
  compress();
  const digest = new Uint8Array(32);
  for (let n = 0; n < 32; n++) digest[n] = S[n >> 2]! >>> (24 - 8 * (n & 3));
  return digest;
}

function load(bytes: Uint8Array, at: number): void {
  for (let n = 0; n < 16; n++) {
    const from = at + 4 * n;
    W[n] = (bytes[from]! << 24) | (bytes[from + 1]! << 16) | (bytes[from + 2]! << 8) | bytes[from + 3]!;
  }
}

function compress(): void {
  for (let at = 16; at < 64; at++) {
    const x = W[at - 15]!;
    const y = W[at - 2]!;
    const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    W[at] = W[at - 16]! + low + W[at - 7]! + high;
  }
  let a = S[0]!;
  let b = S[1]!;
  let c = S[2]!;
  let d = S[3]!;
  let e = S[4]!;
  let f = S[5]!;
  let g = S[6]!;
  let h = S[7]!;
  for (let at = 0; at < 64; at++) {
    const up = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + up + (g ^ (e & (f ^ g))) + K[at]! + W[at]!) | 0;
    const down = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (down + ((a & b) | (c & (a | b)))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  S[0]! += a;
  S[1]! += b;
  S[2]! += c;
  S[3]! += d;
  S[4]! += e;
  S[5]! += f;
  S[6]! += g;
  S[7]! += h;
}
