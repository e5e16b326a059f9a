import { createHash } from 'node:crypto';

/** 16 bytes that are equal for equal parts. A separator keeps ("ab","c") apart from ("a","bc"). */
export function keyOf(kind: string, ...parts: readonly (string | null)[]): Buffer {
  const hash = createHash('sha256').update(kind);
  for (const part of parts) hash.update(part === null ? '\u0001' : `\u0000${part}`);
  return hash.digest().subarray(0, 16);
}

/** JSON with sorted keys, so that the same content is the same text. @throws {RangeError} on nesting deeper than the stack */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** The key of a whole body. */
export function keyOfBody(body: Buffer): Buffer {
  return createHash('sha256').update('body').update(body).digest().subarray(0, 16);
}

/**
 * The key of a change without ids of its own. Content nested too deep for a canonical form is taken from the body's own bytes:
 * Meta repeats a delivery byte by byte.
 */
export function keyOfContent(
  body: Buffer,
  place: string,
  parts: readonly (string | null)[],
  value: unknown,
): Buffer {
  try {
    return keyOf('change', ...parts, canonical(value));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return keyOf('change', place, keyOfBody(body).toString('hex'));
  }
}
