import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new API key: 256 random bits after a prefix that secret scanners can look for. */
export function newApiKey(): string {
  return `tln_${randomBytes(32).toString('base64url')}`;
}

const SESSION = 'tls_';

/** A new token of a session: 256 random bits after a prefix of its own. */
export function newSessionToken(): string {
  return `${SESSION}${randomBytes(32).toString('base64url')}`;
}

export function isSessionToken(key: string): boolean {
  return key.startsWith(SESSION);
}

/** What is stored of a key or token. They are random, so a plain hash cannot be searched backwards. */
export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key, 'utf8').digest();
}

/** Compares two hashes in constant time. */
export function sameHash(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The key or token of an `Authorization: Bearer` header, or null. */
export function bearerKey(header: string | undefined): string | null {
  return /^Bearer ([\x21-\x7e]{16,200})$/i.exec(header ?? '')?.[1] ?? null;
}
