import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new API key: 256 random bits after a prefix that secret scanners can look for. */
export function newApiKey(): string {
  return `tln_${randomBytes(32).toString('base64url')}`;
}

/** What is stored of a key. Keys are random, so a plain hash cannot be searched backwards. */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key, 'utf8').digest();
}

/** Compares two hashes in constant time. */
export function sameHash(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The key of an `Authorization: Bearer` header, or null. */
export function bearerKey(header: string | undefined): string | null {
  return /^Bearer ([\x21-\x7e]{16,200})$/i.exec(header ?? '')?.[1] ?? null;
}
