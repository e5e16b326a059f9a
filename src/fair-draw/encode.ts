import { bytesToHex } from '@noble/hashes/utils.js';
import { refuse } from './errors.js';
import { hmacSha256, sha256 } from './hash.js';

export const VERSION = 'fairdraw/1';

const utf8Encoder = new TextEncoder();

export function utf8(text: string): Uint8Array {
  return utf8Encoder.encode(text);
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

export function u8(value: number): Uint8Array {
  return Uint8Array.of(value);
}

export function u16(value: number): Uint8Array {
  const bytes = new Uint8Array(2);
  bytes[0] = value >>> 8;
  bytes[1] = value;
  return bytes;
}

export function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  bytes[0] = value >>> 24;
  bytes[1] = value >>> 16;
  bytes[2] = value >>> 8;
  bytes[3] = value;
  return bytes;
}

export function u64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** LP of B1: the length as u16, then the bytes; a string counts as its UTF-8. */
export function lengthPrefixed(value: string | Uint8Array): Uint8Array {
  const bytes = typeof value === 'string' ? utf8(value) : value;
  if (bytes.length > 0xffff) refuse('E_SCHEMA', 'a text is longer than 65535 bytes');
  return concat(u16(bytes.length), bytes);
}

// A list asks for two of them a million times; there are a dozen.
const prefixes = new Map<string, Uint8Array>();

/** ASCII("fairdraw/1/" + tag), a zero byte, the message: no two uses of a hash or signature can be mistaken for each other. */
export function tagged(tag: string, message: Uint8Array): Uint8Array {
  let prefix = prefixes.get(tag);
  if (prefix === undefined) {
    prefix = concat(utf8(`${VERSION}/${tag}`), u8(0));
    prefixes.set(tag, prefix);
  }
  return concat(prefix, message);
}

/** T of B1: SHA-256 over a domain tag and the message. */
export function taggedHash(tag: string, message: Uint8Array): Uint8Array {
  return sha256(tagged(tag, message));
}

/** HM of B1: HMAC-SHA256 over a domain tag and the message. */
export function taggedHmac(key: Uint8Array, tag: string, message: Uint8Array): Uint8Array {
  return hmacSha256(key, tagged(tag, message));
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  return bytesToHex(bytes);
}

/** True for lower-case hexadecimal of exactly `length` bytes. */
export function isHex(text: string, length: number): boolean {
  return text.length === 2 * length && /^[0-9a-f]*$/.test(text);
}

/** Bytes of lower-case hexadecimal of exactly `length` bytes; anything else is `E_SCHEMA`. */
export function fromHex(text: string, length: number): Uint8Array {
  if (!isHex(text, length)) refuse('E_SCHEMA', `expected ${length} bytes in lower-case hexadecimal`);
  return Uint8Array.from({ length }, (_, index) => Number.parseInt(text.slice(2 * index, 2 * index + 2), 16));
}
